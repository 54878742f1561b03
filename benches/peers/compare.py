"""Asks other software for the answers that salient-benches gives, compares them, and then the CPU time that each took.

Shapely (GEOS) and pyproj (PROJ) are always asked; PostGIS and SedonaDB, each in a file beside this one, where they are installed.

Usage: python compare.py SALIENT_BENCHES DATA [WORK_FOLDER]

All programs read the files that `salient-benches prepare` writes into the work folder, and are timed on parsed geometry, on one thread, by CPU seconds,
the least of N_RUNS (databases: N_RUNS_OF_DATABASES). A peer that offers two ways to an answer is timed on both, and counts with the faster one. Exits with 1 when answers differ.
"""

import contextlib
import json
import os
import pathlib
import platform
import subprocess
import sys
import tempfile
import time

import numpy
import pyproj
import shapely

import postgis
import sedonadb_peer

N_RUNS = 3
N_RUNS_OF_DATABASES = 2
SERIES = ["deepstate", "nzz", "deepstate_history"]
# Allowed differences.
GEODESIC_RELATIVE = 1e-9
RFC7946_RELATIVE = 1e-9
SUM_KM2 = 1e-6
SHARE = 1e-7

WGS84 = pyproj.Geod(ellps="WGS84")
A = 6378137.0
F = 1 / 298.257223563
E2 = F * (2 - F)
E = E2**0.5


def least_of(work, n_runs=N_RUNS, cpu_s=time.process_time):
    least, result = None, None
    for _ in range(n_runs):
        start = cpu_s()
        result = work()
        seconds = cpu_s() - start
        least = seconds if least is None else min(least, seconds)
    return least, result


def read_series(path):
    """Days of one series as Shapely geometry, rings wound as pyproj wants them for positive areas."""
    days = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            parts = json.loads(line)["coordinates"]
            polygons = [shapely.Polygon(part[0], part[1:]) for part in parts]
            days.append(shapely.orient_polygons(shapely.MultiPolygon(polygons)))
    return numpy.array(days, dtype=object)


def q(lat):
    """Snyder (1987), eq. 3-12."""
    sin = numpy.sin(numpy.radians(lat))
    return (1 - E2) * (sin / (1 - E2 * sin * sin) + numpy.arctanh(E * sin) / E)


def area_rfc7946(geometries):
    """km² under edges straight in longitude and latitude, by Gauss-Legendre with 8 nodes on every edge. An oracle of its own; no peer offers this area."""
    nodes, weights = numpy.polynomial.legendre.leggauss(8)
    areas = numpy.zeros(len(geometries))
    parts, of_part = shapely.get_parts(geometries, return_index=True)
    rings, of_ring = shapely.get_rings(parts, return_index=True)
    # Exteriors counter-clockwise and holes clockwise, so that all terms add up.
    coords, of_coord = shapely.get_coordinates(rings, return_index=True)
    step = coords[1:] - coords[:-1]
    inside = of_coord[1:] == of_coord[:-1]
    middle = (coords[1:, 1] + coords[:-1, 1]) / 2
    mean_q = sum(w / 2 * q(middle + n * step[:, 1] / 2) for n, w in zip(nodes, weights))
    terms = numpy.where(inside, -numpy.radians(step[:, 0]) * mean_q * A * A / 2 / 1e6, 0.0)
    numpy.add.at(areas, of_part[of_ring[of_coord[:-1]]], terms)
    return areas


def oriented(geometries):
    return shapely.orient_polygons(geometries)


def places_prepared(days, xy):
    """Prepared geometry, all points at once."""
    inside = []
    for day in days:
        shapely.prepare(day)
        inside.append(numpy.flatnonzero(shapely.contains_xy(day, xy[:, 0], xy[:, 1])))
        shapely.destroy_prepared(day)
    return inside


def places_by_tree(days, xy):
    """A tree over the points, made once."""
    tree = shapely.STRtree(shapely.points(xy))
    return [numpy.sort(tree.query(day, predicate="contains")) for day in days]


def geodesic_areas(days):
    return numpy.array([WGS84.geometry_area_perimeter(day)[0] / 1e6 for day in days])


def projected_areas(days):
    """Cylindrical equal area; edges come out curved, so that it is right to some parts in a million only."""
    to_plane = pyproj.Transformer.from_crs(4326, 6933, always_xy=True)
    flat = shapely.transform(days, to_plane.transform, interleaved=False)
    return shapely.area(flat) / 1e6


def symmetric_differences(days):
    """The cheapest form of the question: one overlay per day, area in square degrees."""
    changed = shapely.symmetric_difference(days[:-1], days[1:])
    return changed, shapely.area(changed)


def gained_and_lost(days):
    gained = shapely.difference(days[1:], days[:-1])
    lost = shapely.difference(days[:-1], days[1:])
    return gained, lost, shapely.area(gained), shapely.area(lost)


def shares(days, town):
    shapely.prepare(town)
    return shapely.intersection(days, town)


class Report:
    def __init__(self):
        self.rows = []
        self.is_same = True

    def check(self, what, off, allowed):
        verdict = "same" if off <= allowed else "DIFFERENT"
        self.is_same &= off <= allowed
        print(f"  answers: {what}: off by {off:.3g}, allowed {allowed:g}: {verdict}")

    def time(self, series, what, ours, peers):
        name, peer = min(peers.items(), key=lambda item: item[1])
        self.rows.append((series, what, ours * 1000, name, peer * 1000, peer / ours))


def compare_database(peer, name, ours, days, xy, report):
    def asked(question):
        return least_of(question, N_RUNS_OF_DATABASES, peer.cpu_s)

    cpu = ours["cpu_s"]
    peer.load(days, xy)
    seconds, inside = asked(peer.places)
    off = sum(len(numpy.setxor1d(a, b)) for a, b in zip(inside, ours["inside"], strict=True))
    report.check(f"{peer.name}: places inside by day, tests that differ", off, 0)
    report.time(name, "places × days, from the zones", cpu["build"] + cpu["place_days"], {peer.name: seconds})

    if peer.geodesic_areas:
        seconds, areas = asked(peer.geodesic_areas)
        off = numpy.max(abs(numpy.array(ours["areas_geodesic"]) / areas - 1))
        report.check(f"{peer.name}: area of a day, geodesic edges, relative", off, peer.geodesic_relative)
        report.time(name, "area of all days, geodesic, from the zones", cpu["build"] + cpu["areas_geodesic"], {peer.name: seconds})

    seconds, changed = asked(peer.symmetric_differences)
    total = sum(ours["gained"]) + sum(ours["lost"])
    report.check(f"{peer.name}: symmetric difference of consecutive days, sum, km²", abs(total - area_rfc7946(oriented(changed)).sum()), SUM_KM2)
    report.time(name, "gained, lost, both with slivers told, from the zones", cpu["build"] + cpu["changes"], {peer.name: seconds})


def start_databases(started):
    """The databases that are installed here, started until the stack is left; what is not is named."""
    peers = []
    for module in [postgis, sedonadb_peer]:
        reason = module.why_not()
        try:
            if not reason:
                peers.append(started.enter_context(module.Peer()))
        except ModuleNotFoundError as missing:
            reason = str(missing)
        print(f"{module.Peer.name}: skipped: {reason}" if reason else peers[-1].version)
    return peers


def compare(name, ours, folder, xy, town, databases, report):
    days = read_series(folder / f"{name}.ndjson")
    cpu = ours["cpu_s"]
    print(f"{name}: {len(days)} days, {ours['n_corners']:,} corners, {len(xy):,} places; stored in {ours['n_bytes']:,} bytes")

    prepared_s, inside = least_of(lambda: places_prepared(days, xy))
    tree_s, by_tree = least_of(lambda: places_by_tree(days, xy))
    off = sum(len(numpy.setxor1d(a, b)) for a, b in zip(inside, ours["inside"]))
    off += sum(len(numpy.setxor1d(a, b)) for a, b in zip(by_tree, ours["inside"]))
    report.check("places inside by day, tests that differ", off, 0)
    peers = {"Shapely, prepared": prepared_s, "Shapely, tree of points": tree_s}
    report.time(name, "places × days, from the zones", cpu["build"] + cpu["place_days"], peers)
    report.time(name, "places × days, from the stored bytes", cpu["decode"] + cpu["place_days"], peers)

    geodesic_s, geodesic = least_of(lambda: geodesic_areas(days))
    projected_s, projected = least_of(lambda: projected_areas(days))
    direct = area_rfc7946(days)
    of_ours = numpy.array(ours["areas"])
    report.check("area of a day, geodesic edges, relative", numpy.max(abs(numpy.array(ours["areas_geodesic"]) / geodesic - 1)), GEODESIC_RELATIVE)
    report.check("area of a day, RFC 7946 edges, relative", numpy.max(abs(of_ours / direct - 1)), RFC7946_RELATIVE)
    print(f"  EPSG:6933 is off from RFC 7946 by {numpy.max(abs(projected / direct - 1)):.2g}, from geodesic by {numpy.max(abs(projected / geodesic - 1)):.2g}")
    peers = {"pyproj, geodesic": geodesic_s}
    report.time(name, "area of all days, geodesic, from the zones", cpu["build"] + cpu["areas_geodesic"], peers)
    peers["Shapely, EPSG:6933"] = projected_s
    report.time(name, "area of all days, RFC 7946, from the zones", cpu["build"] + cpu["areas"], peers)

    symmetric_s, (changed, _) = least_of(lambda: symmetric_differences(days))
    both_s, (gained, lost, _, _) = least_of(lambda: gained_and_lost(days))
    sums = {
        "gained": (sum(ours["gained"]), gained),
        "lost": (sum(ours["lost"]), lost),
        "symmetric difference": (sum(ours["gained"]) + sum(ours["lost"]), changed),
    }
    for what, (total, theirs) in sums.items():
        report.check(f"{what} of consecutive days, sum, km²", abs(total - area_rfc7946(oriented(theirs)).sum()), SUM_KM2)
    net = sum(ours["gained"]) - sum(ours["lost"])
    report.check("gained less lost, against the areas of the first and last day, km²", abs(net - (direct[-1] - direct[0])), SUM_KM2)
    peers = {"Shapely, symmetric difference": symmetric_s}
    report.time(name, "gained, lost, both with slivers told, from the zones", cpu["build"] + cpu["changes"], peers)
    report.time(name, "the same, from the stored bytes", cpu["decode"] + cpu["changes"], peers)
    report.time(name, "the same, against gained and lost apart", cpu["build"] + cpu["changes"], {"Shapely, two differences": both_s})

    share_s, cut = least_of(lambda: shares(days, town))
    whole = area_rfc7946(numpy.array([town]))[0]
    report.check("share of the town by day", numpy.max(abs(area_rfc7946(oriented(cut)) / whole - ours["shares"])), SHARE)
    report.time(name, "share of a town on all days, from the zones", cpu["build"] + cpu["shares"], {"Shapely, intersection": share_s})
    for peer in databases:
        compare_database(peer, name, ours, days, xy, report)
    print("  CPU ms: " + ", ".join(f"{what} {seconds * 1000:.3g}" for what, seconds in cpu.items()))
    for what, value in ours.get("one_day", {}).items():
        print(f"  one place and day: {what}: " + (f"{value:g}" if what.endswith(", m") else f"{value * 1000:.2f} ms"))


def main():
    program, data = sys.argv[1], sys.argv[2]
    folder = pathlib.Path(sys.argv[3] if len(sys.argv) > 3 else tempfile.mkdtemp())
    if not (folder / "town.json").exists():
        subprocess.run([program, "prepare", data, folder], check=True)
    ours = json.loads(subprocess.run([program, "measure", folder], check=True, capture_output=True).stdout)
    xy = numpy.loadtxt(folder / "places.tsv")
    parts = json.loads((folder / "town.json").read_text())
    town = shapely.orient_polygons(shapely.MultiPolygon([shapely.Polygon(part[0], part[1:]) for part in parts]))

    print(f"Python {platform.python_version()}, Shapely {shapely.__version__} (GEOS {shapely.geos_version_string}), pyproj {pyproj.__version__} "
          f"(PROJ {pyproj.proj_version_str}), numpy {numpy.__version__}; {platform.machine()}, {os.cpu_count()} cores")
    report = Report()
    with contextlib.ExitStack() as started:
        peers = start_databases(started)
        for name in SERIES:
            compare(name, ours[name], folder, xy, town, peers, report)
    print()
    print("| series | question | Salient, CPU ms | peer | peer, CPU ms | ratio |")
    print("|---|---|---:|---|---:|---:|")
    for series, what, ours_ms, peer, peer_ms, ratio in report.rows:
        print(f"| {series} | {what} | {ours_ms:.1f} | {peer} | {peer_ms:,.0f} | {ratio:.0f} |")
    sys.exit(0 if report.is_same else 1)


main()
