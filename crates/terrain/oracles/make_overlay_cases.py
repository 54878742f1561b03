"""Writes tests/fixtures/constellations.jsonl: pairs of zones in the positions that overlays get wrong, with exact areas.

    VENV/bin/python crates/terrain/oracles/make_overlay_cases.py
    VENV/bin/python crates/terrain/oracles/make_overlay_cases.py --jts FOLDER CASES

The constellations are those that the suites of JTS and GEOS are known for (shared edges, touching corners, holes at shells, needles, edges that nearly coincide);
the shapes are ours. Each is laid out in whole numbers, turned and moved into a theatre, and shrunk to some metres. Expected areas are planar, in square degrees,
computed in rational numbers without rounding; GEOS is asked for each as a second witness.

With --jts the area/area cases of a JTS or GEOS source tree, which is not ours to copy, go to a file elsewhere in the same form, moved and scaled onto the globe by a power
of two where they lie off it. Beyond N_EXACT_EDGES corners their expected areas are those of GEOS alone. What does not apply is counted by reason.
"""

import json
import math
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree

import shapely
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box

FIXTURE = Path(__file__).resolve().parent.parent / "tests" / "fixtures" / "constellations.jsonl"
# Square degrees by which GEOS may be off, per square degree of the operands.
WITNESS_RELATIVE = 1e-10
N_EXACT_EDGES = 160
# Where GEOS is off by 1e-11 of the operands, and 1e-9 square degrees: it falls back to snapping.
EXACT_ALL_THE_SAME = {("TestOverlay-stmlf.xml", 1797)}


# ---- exact areas ----------------------------------------------------------------------------------------------------

def edges_of(ground):
    for ring in shapely.get_rings(shapely.get_parts(ground)):
        corners = [(Fraction(x), Fraction(y)) for x, y in ring.coords]
        yield from ((min(a, b), max(a, b)) for a, b in zip(corners, corners[1:]) if a[0] != b[0])


def at_x(edge, x):
    (x0, y0), (x1, y1) = edge
    return y0 + (y1 - y0) * (x - x0) / (x1 - x0)


def crossing_xs(edges):
    """Where two edges cross. Edges that touch or coincide do so at a corner, whose x is known."""
    spans = [sorted((edge[0][1], edge[1][1])) for edge in edges]
    for idx, one in enumerate(edges):
        for other_idx in range(idx + 1, len(edges)):
            other = edges[other_idx]
            if spans[other_idx][0] > spans[idx][1] or spans[idx][0] > spans[other_idx][1]:
                continue
            west, east = max(one[0][0], other[0][0]), min(one[1][0], other[1][0])
            if west >= east:
                continue
            low, high = at_x(one, west) - at_x(other, west), at_x(one, east) - at_x(other, east)
            if low * high < 0:
                yield west + (east - west) * low / (low - high)


def exact_areas(one, other):
    """Areas of both, of one only, and of the other only: slabs between all corners and crossings, cut into trapezoids by the even-odd rule."""
    edges = [(edge, operand) for operand, ground in enumerate((one, other)) for edge in edges_of(ground)]
    xs = {x for edge, _ in edges for x, _ in edge} | set(crossing_xs([edge for edge, _ in edges]))
    xs = sorted(xs)
    areas = Counter()
    for west, east in zip(xs, xs[1:]):
        middle = (west + east) / 2
        across = sorted((at_x(edge, middle), operand) for edge, operand in edges if edge[0][0] <= west and east <= edge[1][0])
        inside = [False, False]
        below = None
        for y, operand in across:
            if any(inside):
                areas[tuple(inside)] += (y - below) * (east - west)
            inside[operand] = not inside[operand]
            below = y
    return [areas[True, True], areas[True, False], areas[False, True]]


def geos_areas(one, other):
    return [one.intersection(other).area, one.difference(other).area, other.difference(one).area]


# ---- constellations -------------------------------------------------------------------------------------------------

def multi(*parts):
    return MultiPolygon([part if isinstance(part, Polygon) else Polygon(part) for part in parts])


def pierced(shell, *holes):
    return Polygon(shell.exterior.coords, [hole.exterior.coords for hole in holes])


def regular(n, x, y, radius, turn=0.0):
    return Polygon([(x + radius * math.cos(turn + 2 * math.pi * k / n), y + radius * math.sin(turn + 2 * math.pi * k / n)) for k in range(n)])


def comb(n, x, y, width, height):
    corners = [(x, y)]
    for k in range(n):
        corners += [(x + 2 * k * width + width, y + height), (x + 2 * (k + 1) * width, y + 1)]
    return Polygon([*corners, (x + 2 * n * width, y)])


def spiral(turns, step):
    out, back = [], []
    for k in range(8 * turns):
        angle = math.pi / 4 * k
        for path, radius in [(out, step * (1 + k / 8)), (back, step * (1.4 + k / 8))]:
            path.append((16 + radius * math.cos(angle), 16 + radius * math.sin(angle)))
    return Polygon(out + back[::-1])


def checker(n, x, y, side):
    return multi(*(box(x + i * side, y + j * side, x + (i + 1) * side, y + (j + 1) * side) for i in range(n) for j in range(n) if (i + j) % 2 == 0))


def constellations():
    square = box(4, 4, 20, 20)
    ring = pierced(box(0, 0, 32, 32), box(8, 8, 24, 24))
    diamond = Polygon([(16, 8), (24, 16), (16, 24), (8, 16)])
    yield "overlapping corners", square, box(12, 12, 28, 28)
    yield "equal", square, box(4, 4, 20, 20)
    yield "equal, with corners inside the edges of one", square, square.segmentize(2)
    yield "equal, begun elsewhere and wound the other way", square, Polygon([(20, 20), (20, 4), (4, 4), (4, 20)])
    yield "a whole edge shared from outside", square, box(20, 4, 30, 20)
    yield "a part of an edge shared from outside", square, box(20, 8, 30, 12)
    yield "edges that overlap and both go on", square, box(20, 12, 30, 28)
    yield "corner at corner", square, box(20, 20, 30, 30)
    yield "corner at the middle of an edge", square, Polygon([(20, 12), (28, 6), (28, 18)])
    yield "corner at an edge, from inside", square, Polygon([(20, 12), (10, 6), (10, 18)])
    yield "corner at a reflex corner", Polygon([(4, 4), (28, 4), (28, 12), (12, 12), (12, 28), (4, 28)]), box(12, 12, 24, 24)
    yield "corner in a reflex corner, aslant", Polygon([(4, 4), (28, 4), (28, 12), (12, 12), (12, 28), (4, 28)]), Polygon([(12, 12), (24, 16), (16, 24)])
    yield "one within the other", box(0, 0, 32, 32), square
    yield "one within the other, an edge shared", box(4, 0, 32, 32), square
    yield "one within the other, two edges shared", box(4, 4, 32, 32), square
    yield "a strip right through", square, box(0, 8, 30, 12)
    yield "a strip whose ends lie on the edges", square, box(4, 8, 20, 12)
    yield "far apart", box(0, 0, 2, 2), box(28, 28, 30, 30)
    yield "a speck within", box(0, 0, 32, 32), box(16, 16, 16 + 2**-20, 16 + 2**-20)
    yield "two triangles as a star", Polygon([(4, 8), (28, 8), (16, 28)]), Polygon([(4, 22), (28, 22), (16, 2)])
    yield "edges cross in corners of both", Polygon([(0, 0), (16, 16), (0, 32)]), Polygon([(32, 0), (16, 16), (32, 32)])
    yield "an edge through corners of the other", Polygon([(0, 0), (8, 16), (16, 0), (24, 16), (32, 0), (32, 32), (0, 32)]), box(2, 4, 30, 16)
    yield "many edges through one point", multi(*([(16, 16), (16 + 12 * a, 16 + 12 * b), (16 + 12 * c, 16 + 12 * d)]
          for a, b, c, d in [(1, 0, 1, .5), (0, 1, -.5, 1), (-1, 0, -1, -.5), (0, -1, .5, -1)])), Polygon([(16, 16), (30, 10), (30, 30), (6, 30)])
    yield "a fan from one corner", Polygon([(0, 0), (32, 4), (32, 12)]), Polygon([(0, 0), (32, 8), (32, 20)])
    yield "combs", comb(8, 0, 0, 2, 20), affinity.rotate(comb(8, 0, 0, 2, 20), 180, origin=(16, 12))
    yield "combs across", comb(8, 0, 0, 2, 20), affinity.rotate(comb(8, 0, 0, 2, 20), 90, origin=(16, 12))
    yield "a spiral and a box", spiral(4, 3), box(10, 2, 22, 30)
    yield "a spiral and its mirror image", spiral(4, 3), affinity.scale(spiral(4, 3), -1, 1, origin=(16.3, 16.1))
    yield "polygon of many corners, turned a little", regular(64, 16, 16, 12), regular(64, 16, 16, 12, 0.01)
    yield "ring and ring", ring, affinity.translate(ring, 4, 6)
    yield "the hole itself", ring, box(8, 8, 24, 24)
    yield "a shell without its hole", ring, box(0, 0, 32, 32)
    yield "in the hole, not touching", ring, box(10, 10, 22, 22)
    yield "in the hole, touching in four points", ring, diamond
    yield "in the hole, an edge shared", ring, box(8, 10, 20, 20)
    yield "over a part of the hole", ring, box(16, 16, 40, 28)
    yield "around the hole, touching it", ring, box(4, 8, 28, 24)
    yield "a hole that touches its shell", pierced(box(0, 0, 32, 32), Polygon([(0, 16), (12, 8), (12, 24)])), box(-4, 12, 4, 20)
    yield "a hole that touches its shell, filled", pierced(box(0, 0, 32, 32), Polygon([(0, 16), (12, 8), (12, 24)])), Polygon([(0, 16), (12, 8), (12, 24)])
    yield "two holes that touch", pierced(box(0, 0, 32, 32), box(4, 4, 16, 16), box(16, 16, 28, 28)), box(12, 12, 20, 20)
    yield "two holes that touch, one filled", pierced(box(0, 0, 32, 32), box(4, 4, 16, 16), box(16, 16, 28, 28)), box(4, 4, 16, 16)
    yield "holes that only together part the ground", pierced(box(0, 0, 32, 32), Polygon([(0, 16), (8, 12), (16, 16), (8, 20)])), box(16, 15, 40, 17)
    yield "an island in a hole", multi(ring, box(12, 12, 20, 20)), box(10, 10, 30, 18)
    yield "an island in a hole, and its complement", multi(ring, box(12, 12, 20, 20)), pierced(box(8, 8, 24, 24), box(12, 12, 20, 20))
    yield "rings within rings", multi(ring, pierced(box(10, 10, 22, 22), box(13, 13, 19, 19))), multi(pierced(box(9, 9, 23, 23), box(11, 11, 21, 21)), box(14, 14, 18, 18))
    yield "parts that touch in corners", checker(4, 0, 0, 8), box(4, 4, 28, 28)
    yield "parts that touch in corners, and the others", checker(4, 0, 0, 8), affinity.translate(checker(4, 0, 0, 8), 8, 0)
    yield "parts that touch in corners, moved aslant", checker(4, 0, 0, 8), affinity.translate(checker(4, 0, 0, 8), 3, 5)
    yield "a needle across", square, Polygon([(0, 11), (32, 12), (0, 11 + 2**-30)])
    yield "needles that cross at a flat angle", Polygon([(0, 10), (32, 12), (0, 10 + 2**-24)]), Polygon([(0, 12), (32, 10), (32, 10 + 2**-24)])
    yield "needles side by side", Polygon([(0, 10), (32, 12), (0, 10 + 2**-24)]), Polygon([(0, 10 + 2**-25), (32, 12), (0, 11)])
    yield "a needle along an edge", square, Polygon([(4, 20), (20, 20), (12, 20 + 2**-30)])
    yield "a needle into a corner", square, Polygon([(20, 20), (32, 20 + 2**-20), (32, 20 - 2**-20)])
    for power in (20, 30, 36, 38):
        gap = 2.0**-power
        yield f"edges apart by 2^-{power}", square, box(20 + gap, 4, 30, 20)
        yield f"edges over each other by 2^-{power}", square, box(20 - gap, 4, 30, 20)
        yield f"all edges moved by 2^-{power}", square, affinity.translate(square, gap, gap)
        yield f"a corner short of an edge by 2^-{power}", square, Polygon([(20 + gap, 12), (28, 6), (28, 18)])
        yield f"a corner over an edge by 2^-{power}", square, Polygon([(20 - gap, 12), (28, 6), (28, 18)])
        yield f"an edge leaning by 2^-{power}", square, Polygon([(20 - gap, 4), (30, 4), (30, 20), (20 + gap, 20)])
        yield f"many edges leaning by 2^-{power}", regular(40, 16, 16, 12), affinity.rotate(regular(40, 16, 16, 12), gap, origin=(16, 16), use_radians=True)


def placed(ground, place):
    """Whole numbers as they are; turned and moved into a theatre, with the rounding of decimals and without; shrunk to some metres."""
    if place == "theatre":
        return affinity.translate(affinity.rotate(affinity.scale(ground, 0.07, 0.05, origin=(0, 0)), 23, origin=(0, 0)), 37.3, 47.9)
    if place == "decimals":
        return shapely.transform(placed(ground, "theatre"), lambda at: at.round(7))
    if place == "metres":
        return affinity.translate(affinity.scale(ground, 1e-5, -1e-5, origin=(0, 0)), -71.123456, -33.4)
    return ground


# ---- output ---------------------------------------------------------------------------------------------------------

def coordinates(ground):
    return [[list(map(list, ring.coords)) for ring in (part.exterior, *part.interiors)] for part in shapely.get_parts(ground)]


def line(name, one, other, areas):
    both, one_only, other_only = (float(area) for area in areas)
    return json.dumps({"name": name, "one": coordinates(one), "other": coordinates(other), "both": both, "one_only": one_only, "other_only": other_only},
                      separators=(",", ":"))


def reason_against(grounds):
    if any(ground is None or ground.geom_type not in ("Polygon", "MultiPolygon") for ground in grounds):
        return "not two areas"
    if any(ground.is_empty for ground in grounds):
        return "empty"
    if not all(ground.is_valid for ground in grounds):
        return "invalid"
    return None


def own():
    lines, skipped = [], Counter()
    for name, one, other in constellations():
        for place in ("numbers", "theatre", "decimals", "metres"):
            grounds = [placed(ground, place) for ground in (one, other)]
            # Touching rings cross, or needles fold, once their corners are rounded.
            reason = reason_against(grounds)
            skipped[reason] += 1
            if reason:
                continue
            areas = exact_areas(*grounds)
            scale = sum(ground.area for ground in grounds)
            off = max(abs(float(exact) - theirs) for exact, theirs in zip(areas, geos_areas(*grounds)))
            if off > WITNESS_RELATIVE * scale:
                print(f"GEOS is off by {off / scale:.2g} of the operands: {name}, {place}")
            lines.append(line(f"{name}, {place}", *grounds, areas))
    return lines, skipped


def onto_globe(grounds):
    west, south, east, north = shapely.total_bounds(grounds)
    if -180 <= west and east <= 180 and -90 <= south and north <= 90:
        return grounds
    by = 2.0 ** -max(0, math.ceil(math.log2(max(east - west, north - south) / 64)))
    return [shapely.transform(ground, lambda at: (at - [math.floor(west), math.floor(south)]) * by) for ground in grounds]


def of_jts(folder):
    lines, skipped = [], Counter()

    def read(case, operand):
        text = " ".join((case.findtext(operand) or "").split())
        try:
            return shapely.from_wkb(text) if text[:1] == "0" else shapely.from_wkt(text) if text else None
        except shapely.GEOSException:
            return None

    for path in sorted(Path(folder).rglob("*.xml")):
        if "overlay" not in str(path.relative_to(folder)).lower():
            continue
        for idx, case in enumerate(ElementTree.parse(path).getroot().iter("case")):
            grounds = [read(case, "a"), read(case, "b")]
            reason = reason_against(grounds)
            if not reason:
                grounds = onto_globe([shapely.force_2d(ground) for ground in grounds])
                reason = reason_against(grounds) and "invalid on the globe"
            skipped[reason] += 1
            if not reason:
                is_exact = sum(shapely.get_num_coordinates(grounds)) <= N_EXACT_EDGES or (path.name, idx) in EXACT_ALL_THE_SAME
                areas = exact_areas(*grounds) if is_exact else geos_areas(*grounds)
                lines.append(line(f"{path.name} {idx}{', exact' if is_exact else ''}", *grounds, areas))
    return lines, skipped


def main():
    if sys.argv[1:2] == ["--jts"]:
        path, (lines, skipped) = Path(sys.argv[3]), of_jts(sys.argv[2])
    else:
        path, (lines, skipped) = FIXTURE, own()
    path.write_text("".join(text + "\n" for text in lines))
    print(f"{len(lines)} cases; left out: " + (", ".join(f"{n} {reason}" for reason, n in skipped.items() if reason) or "none"))


if __name__ == "__main__":
    main()
