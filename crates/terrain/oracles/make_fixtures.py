"""Writes tests/fixtures/*.json: seeded, invented shapes with the answers of GEOS and PROJ.

    python3 -m venv VENV && VENV/bin/pip install -r crates/terrain/oracles/requirements.txt
    VENV/bin/python crates/terrain/oracles/make_fixtures.py

The answers never use code or formulas of this repository. Areas under edges that are straight in longitude and latitude come from pyproj's geodesic area after
cutting each edge into pieces, at two fineness levels, extrapolated (the error falls with the square of the piece). Distances come from dense sampling
of both lines followed by ever finer sampling around the best pair. The part of a route near a zone comes from its distances at dense samples, with bisection where
they pass the threshold. The way out of an enclosure comes from buffers: it is the largest
width at which the free ground, eroded by half of it, still joins the place to the outside.
"""

import json
import math
import random
from pathlib import Path

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely.geometry import LineString, MultiPolygon, Point, Polygon
from shapely.geometry.polygon import orient

GEOD = Geod(ellps="WGS84")
FIXTURES = Path(__file__).resolve().parent.parent / "tests" / "fixtures"


# ---- shapes ---------------------------------------------------------------------------------------------------------

def star(rng, lon, lat, radius, n, rough=0.5):
    """A star-shaped polygon with n corners, radius in degrees of latitude, rounded to six decimals as maps are."""
    stretch = 1 / math.cos(math.radians(lat))
    corners = []
    for k in range(n):
        angle = 2 * math.pi * (k + 0.8 * rng.random()) / n
        r = radius * (1 - rough * rng.random())
        corners.append((round(lon + r * stretch * math.cos(angle), 6), round(lat + r * math.sin(angle), 6)))
    return Polygon(corners)


def zone_with_hole(rng, lon, lat, radius, n):
    return Polygon(star(rng, lon, lat, radius, n, 0.4).exterior, [star(rng, lon, lat, radius * 0.3, max(5, n // 3)).exterior])


def multi(ground):
    if ground.is_empty:
        return MultiPolygon()
    return ground if isinstance(ground, MultiPolygon) else MultiPolygon([ground])


def coordinates(ground):
    """As GeoJSON coordinates, exteriors counter-clockwise."""
    return [[list(map(list, ring.coords)) for ring in (part.exterior, *part.interiors)]
            for part in (orient(part) for part in multi(ground).geoms)]


# ---- areas ----------------------------------------------------------------------------------------------------------

def cut_ring(ring, pieces):
    at = np.asarray(ring.coords)
    t = np.arange(pieces) / pieces
    lon = (at[:-1, 0, None] + (at[1:, 0] - at[:-1, 0])[:, None] * t).ravel()
    lat = (at[:-1, 1, None] + (at[1:, 1] - at[:-1, 1])[:, None] * t).ravel()
    return lon, lat


def ring_area(ring, pieces):
    return abs(GEOD.polygon_area_perimeter(*cut_ring(ring, pieces))[0]) / 1e6


def area_geodesic(ground):
    return sum(ring_area(p.exterior, 1) - sum(ring_area(h, 1) for h in p.interiors) for p in multi(ground).geoms)


def area_straight(ground, pieces=32):
    """Under edges straight in longitude and latitude: Richardson's extrapolation of two fineness levels."""
    def ring(r):
        coarse, fine = ring_area(r, pieces), ring_area(r, 2 * pieces)
        return (4 * fine - coarse) / 3
    return sum(ring(p.exterior) - sum(ring(h) for h in p.interiors) for p in multi(ground).geoms)


def areas():
    rng = random.Random(1)
    cases = []
    for idx in range(60):
        lat = rng.uniform(-65, 68)
        radius = 10 ** rng.uniform(-2.5, 0.7)
        n = rng.choice([3, 4, 7, 20, 60])
        make = zone_with_hole if idx % 3 == 0 and n > 4 else star
        ground = make(rng, rng.uniform(-150, 150), lat, min(radius, 80 - abs(lat)), n)
        cases.append({"zone": coordinates(ground), "straight_km2": area_straight(ground, 256 if n < 10 else 64),
                      "geodesic_km2": area_geodesic(ground)})
    return cases


# ---- overlays -------------------------------------------------------------------------------------------------------

def overlays():
    rng = random.Random(2)
    cases = []
    while len(cases) < 40:
        lon, lat, radius = rng.uniform(-120, 120), rng.uniform(-55, 60), 10 ** rng.uniform(-1.5, 0.3)
        one = zone_with_hole(rng, lon, lat, radius, rng.choice([9, 25, 80]))
        other = star(rng, lon + rng.uniform(-1, 1) * radius, lat + rng.uniform(-1, 1) * radius, radius * rng.uniform(0.3, 1), rng.choice([5, 12, 40]))
        if not (one.is_valid and other.is_valid):
            continue
        cases.append({
            "one": coordinates(one), "other": coordinates(other),
            "one_km2": area_straight(one), "other_km2": area_straight(other),
            "both_km2": area_straight(one.intersection(other)),
            "one_only_km2": area_straight(one.difference(other)),
            "other_only_km2": area_straight(other.difference(one)),
        })
    return cases


# ---- distances ------------------------------------------------------------------------------------------------------

def sample(edge, low, high, n):
    t = np.linspace(max(low, 0), min(high, 1), n)
    (x0, y0), (x1, y1) = edge
    return t, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t


def ring_edges(ground):
    for part in multi(ground).geoms:
        for ring in (part.exterior, *part.interiors):
            yield from zip(ring.coords[:-1], ring.coords[1:])


def edge_to_point(edge, point):
    low, high, best = 0.0, 1.0, math.inf
    for _ in range(9):
        t, lon, lat = sample(edge, low, high, 41)
        d = GEOD.inv(np.full_like(lon, point[0]), np.full_like(lat, point[1]), lon, lat)[2]
        k = int(d.argmin())
        best = min(best, float(d[k]))
        step = t[1] - t[0]
        low, high = t[k] - step, t[k] + step
    return best


def edge_to_edge(one, other):
    a, b, best = (0.0, 1.0), (0.0, 1.0), math.inf
    for _ in range(9):
        t, lon, lat = sample(one, *a, 31)
        s, their_lon, their_lat = sample(other, *b, 31)
        lon, their_lon = np.meshgrid(lon, their_lon, indexing="ij")
        lat, their_lat = np.meshgrid(lat, their_lat, indexing="ij")
        d = GEOD.inv(lon.ravel(), lat.ravel(), their_lon.ravel(), their_lat.ravel())[2]
        k = int(d.argmin())
        best = min(best, float(d[k]))
        i, j = divmod(k, len(s))
        dt, ds = t[1] - t[0], s[1] - s[0]
        a, b = (t[i] - 2 * dt, t[i] + 2 * dt), (s[j] - 2 * ds, s[j] + 2 * ds)
    return best


def ground_to_ground(one, other):
    pairs = sorted(((LineString(e).distance(LineString(f)), e, f) for e in ring_edges(one) for f in ring_edges(other)), key=lambda p: p[0])
    # Degrees are no metres: every pair that could be the nearest under any stretch is measured.
    least = pairs[0][0]
    return min(edge_to_edge(e, f) for d, e, f in pairs if d <= 3 * least + 1e-3)


def distances():
    rng = random.Random(3)
    from_points, from_grounds = [], []
    while len(from_points) < 40:
        lon, lat, radius = rng.uniform(-120, 120), rng.uniform(-60, 65), 10 ** rng.uniform(-1.5, 0.5)
        zone = zone_with_hole(rng, lon, lat, radius, rng.choice([6, 15, 50]))
        if not zone.is_valid:
            continue
        reach = rng.choice([0.5, 1.5, 4])
        point = (round(lon + rng.uniform(-1, 1) * radius * reach, 6), round(lat + rng.uniform(-1, 1) * radius * reach, 6))
        metres = min(edge_to_point(e, point) for e in ring_edges(zone))
        inside = zone.contains(Point(point))
        from_points.append({"zone": coordinates(zone), "point": point, "inside": inside, "metres": metres})
    while len(from_grounds) < 15:
        lon, lat, radius = rng.uniform(-120, 120), rng.uniform(-60, 65), 10 ** rng.uniform(-1, 0)
        zone = star(rng, lon, lat, radius, 14)
        place = star(rng, lon + rng.uniform(-3, 3) * radius, lat + rng.uniform(-3, 3) * radius, radius * rng.uniform(0.1, 0.5), 9)
        if not (zone.is_valid and place.is_valid and zone.disjoint(place)) or zone.distance(place) < 1e-3:
            continue
        from_grounds.append({"zone": coordinates(zone), "place": coordinates(place), "metres": ground_to_ground(place, zone)})
    return {"from_points": from_points, "from_grounds": from_grounds}


# ---- routes ---------------------------------------------------------------------------------------------------------

def distance_to_zone(zone, lon, lat):
    """From points to a zone, 0 inside. Edges are sampled, and the best stretch of each ever finer."""
    best = np.full(lon.shape, np.inf)
    for (x0, y0), (x1, y1) in ring_edges(zone):
        low, high = np.zeros_like(lon), np.ones_like(lon)
        for _ in range(7):
            t = low[:, None] + (high - low)[:, None] * np.linspace(0, 1, 25)
            there = np.broadcast_to(lon[:, None], t.shape), np.broadcast_to(lat[:, None], t.shape)
            d = GEOD.inv(*(a.ravel() for a in there), (x0 + (x1 - x0) * t).ravel(), (y0 + (y1 - y0) * t).ravel())[2].reshape(t.shape)
            k = d.argmin(axis=1)
            best = np.minimum(best, d.min(axis=1))
            step = (high - low) / 24
            middle = low + step * k
            low, high = np.maximum(middle - step, 0), np.minimum(middle + step, 1)
    return np.where(shapely.contains_xy(zone, lon, lat), 0.0, best)


def near_metres(zone, route, threshold):
    """Length of a route within a distance of a zone. What leaves and comes back within 200 m would be missed."""
    total = 0.0
    for (x0, y0), (x1, y1) in zip(route[:-1], route[1:]):
        def is_near(t):
            return distance_to_zone(zone, x0 + (x1 - x0) * t, y0 + (y1 - y0) * t) <= threshold
        t = np.linspace(0, 1, 2 + int(GEOD.line_length([x0, x1], [y0, y1]) / 200))
        near = is_near(t)
        passes = np.flatnonzero(near[:-1] != near[1:])
        low, high, left = t[passes], t[passes + 1], near[passes]
        for _ in range(30):
            middle = (low + high) / 2
            same = is_near(middle) == left if len(middle) else left
            low, high = np.where(same, middle, low), np.where(same, high, middle)
        cuts = np.concatenate([[0.0], (low + high) / 2, [1.0]])
        state = bool(near[0])
        for start, end in zip(cuts[:-1], cuts[1:]):
            if state:
                s = np.linspace(start, end, 800)
                total += GEOD.line_length(x0 + (x1 - x0) * s, y0 + (y1 - y0) * s)
            state = not state
    return total


def routes():
    rng = random.Random(5)
    cases = []
    while len(cases) < 15:
        lon, lat, radius = rng.uniform(-120, 120), rng.uniform(-60, 65), 10 ** rng.uniform(-1.3, 0)
        zone = zone_with_hole(rng, lon, lat, radius, rng.choice([6, 12]))
        if not zone.is_valid:
            continue
        route = [(round(lon + rng.uniform(-3, 3) * radius, 6), round(lat + rng.uniform(-2, 2) * radius, 6)) for _ in range(rng.choice([2, 3, 4]))]
        thresholds = [0.0, *(round(radius * 111_000 * rng.uniform(0.05, share)) for share in (0.5, 1.5))]
        cases.append({"zone": coordinates(zone), "route": route,
                      "length_m": near_metres(zone, route, math.inf),
                      "near": [[threshold, near_metres(zone, route, threshold)] for threshold in thresholds]})
    return cases


# ---- enclosure ------------------------------------------------------------------------------------------------------

def to_plane(lon, lat):
    return Transformer.from_crs("EPSG:4326", f"+proj=aeqd +lat_0={lat} +lon_0={lon} +ellps=WGS84", always_xy=True).transform


def planar(ground, transform):
    fine = shapely.segmentize(ground, 0.01)
    return shapely.transform(fine, lambda at: np.column_stack(transform(at[:, 0], at[:, 1])))


def way_out(lon, lat, zone, place, radius=20_000.0, point_radius=1_000.0):
    """Largest width at which free ground, eroded by half of it, joins the place to ground beyond the radius; None when there is none."""
    transform = to_plane(lon, lat)
    held = planar(zone, transform).buffer(0)
    town = Point(0, 0).buffer(point_radius, quad_segs=64) if place is None else planar(place, transform).buffer(0)
    world = Point(0, 0).buffer(radius * 1.5, quad_segs=64)
    rim = Point(0, 0).buffer(radius, quad_segs=512)
    def passes(width):
        free = world.difference(held.buffer(width / 2, quad_segs=64))
        return any(part.intersects(town) and not part.within(rim) for part in multi(free).geoms)
    if not passes(0.0):
        return None
    low, high = 0.0, radius
    while high - low > 0.5:
        middle = (low + high) / 2
        low, high = (middle, high) if passes(middle) else (low, middle)
    return low


def enclosures():
    rng = random.Random(4)
    cases = []
    while len(cases) < 12:
        lon, lat = round(rng.uniform(-100, 100), 4), round(rng.uniform(-50, 60), 4)
        outer = star(rng, lon, lat, rng.uniform(0.09, 0.16), 24, 0.25)
        inner = star(rng, lon, lat, rng.uniform(0.03, 0.06), 14, 0.3)
        if not (outer.is_valid and inner.is_valid and outer.contains(inner)):
            continue
        ring = outer.difference(inner)
        # A crooked lane through the ring, of some width, at some bearing.
        if len(cases) % 6 != 5:
            angle, stretch = rng.uniform(0, 2 * math.pi), 1 / math.cos(math.radians(lat))
            way = LineString([(lon, lat), (lon + 0.05 * stretch * math.cos(angle), lat + 0.05 * math.sin(angle)),
                              (lon + 0.3 * stretch * math.cos(angle + 0.4), lat + 0.3 * math.sin(angle + 0.4))])
            ring = ring.difference(way.buffer(rng.uniform(0.002, 0.02)))
        ring = shapely.set_precision(ring, 1e-6)
        if not ring.is_valid:
            continue
        place = star(rng, lon, lat, 0.01, 8) if len(cases) % 2 else None
        cases.append({"zone": coordinates(ring), "centre": [lon, lat], "place": None if place is None else coordinates(place),
                      "width_m": way_out(lon, lat, ring, place)})
    return cases


def main():
    FIXTURES.mkdir(parents=True, exist_ok=True)
    for name, make in [("areas", areas), ("overlays", overlays), ("distances", distances), ("enclosures", enclosures),
                       ("routes", routes)]:
        cases = make()
        (FIXTURES / f"{name}.json").write_text(json.dumps(cases, separators=(",", ":")) + "\n")
        print(name, len(cases))


if __name__ == "__main__":
    main()
