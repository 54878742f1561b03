"""Reads whole series with JSON parsers and Shapely, and compares answers and CPU times with Salient's: python reading.py SALIENT-BENCHES DATA.

From the bytes of each day in memory, decompressed, to polygons of one day at a time; and, for series of one zone, on to one valid area per day.
"""

import gzip
import json
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import numpy
import orjson
import shapely
import simdjson
import zstandard

SERIES = {
    "deepstate": "deepstate/deepstate_daily.ndjson.gz",
    "nzz": "nzz/nzz_daily.ndjson.zst",
    "deepstate_history": "deepstate_history/deepstate_history.ndjson.zst",
}
# The features of the held zone; the third series has a legend of many names, and is only read.
IS_HELD = {"deepstate": lambda feature: True, "nzz": lambda feature: feature["type"] in ("nochange", "gains")}
N_RUNS = 3


def lines_of(path):
    with open(path, "rb") as file:
        if path.suffix == ".gz":
            whole = gzip.decompress(file.read())
        else:
            whole = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(file).read()
    return [line for line in whole.split(b"\n") if line.strip()]


def features_of(day):
    return day["features"] if "features" in day else [day]


def polygons_of(day, is_held=None):
    """The coordinates of all polygons of a day, as the parser gives them."""
    for feature in features_of(day):
        if is_held is not None and not is_held(feature):
            continue
        geometry = feature["geometry"] if "geometry" in feature else feature
        if geometry is None:
            continue
        kind = geometry["type"]
        if kind == "Polygon":
            yield geometry["coordinates"]
        elif kind == "MultiPolygon":
            yield from geometry["coordinates"]


def flat_of_lists(ring):
    return numpy.fromiter(chain.from_iterable(ring), dtype=float, count=2 * len(ring))


def flat_of_buffer(ring):
    return numpy.frombuffer(ring.as_buffer(of_type="d"))


def build(polygons, flat):
    """Shapely polygons in two calls for all rings of a day."""
    rings, of_polygon = [], []
    for position, polygon in enumerate(polygons):
        for ring in polygon:
            rings.append(flat(ring))
            of_polygon.append(position)
    if not rings:
        return []
    sizes = [len(ring) // 2 for ring in rings]
    coords = numpy.concatenate(rings).reshape(-1, 2)
    rings = shapely.linearrings(coords, indices=numpy.repeat(numpy.arange(len(sizes)), sizes))
    return shapely.polygons(rings, indices=numpy.array(of_polygon))


def build_one_by_one(polygons):
    return [shapely.Polygon(polygon[0], polygon[1:]) for polygon in polygons]


def with_json(line, is_held=None):
    return build_one_by_one(polygons_of(json.loads(line), is_held))


def with_orjson(line, is_held=None):
    return build(polygons_of(orjson.loads(line), is_held), flat_of_lists)


# One parser for all lines, as its makers advise; the document before must be gone.
PARSER = simdjson.Parser()


def with_simdjson(line, is_held=None):
    return build(polygons_of(PARSER.parse(line), is_held), flat_of_buffer)


READERS = {"json, Shapely": with_json, "orjson, Shapely": with_orjson, "simdjson, Shapely": with_simdjson}


def cpu(work):
    least = None
    for _ in range(N_RUNS):
        start = time.process_time()
        work()
        spent = time.process_time() - start
        least = spent if least is None else min(least, spent)
    return least


def mended(polygons):
    """One valid area of a day; a polygon that is valid stays as it is.

    By structure, holes are taken from what the exteriors enclose, as Salient does. The default makes polygons of all lines at once.
    """
    polygons = numpy.array(polygons, dtype=object)
    is_valid = shapely.is_valid(polygons)
    polygons[~is_valid] = shapely.make_valid(polygons[~is_valid], method="structure", keep_collapsed=False)
    return shapely.unary_union(polygons)


def main():
    program, data = sys.argv[1], Path(sys.argv[2])
    ours = json.loads(subprocess.run([program, "reading", str(data)], check=True, capture_output=True).stdout)
    is_same = True
    print("| series | question | Salient, CPU ms | library | library, CPU ms | ratio |\n|---|---|---:|---|---:|---:|")
    for outlet, file in SERIES.items():
        lines, found = lines_of(data / file), ours[outlet]
        worst = 0.0
        for line, (n_corners, area) in zip(lines, found["drawn"], strict=True):
            polygons = with_simdjson(line)
            is_same &= sum(shapely.get_num_coordinates(polygons)) == n_corners
            worst = max(worst, abs(sum(shapely.area(polygons)) - area) / max(area, 1.0))
        is_same &= worst < 1e-9
        print(f"{outlet}: planar areas as drawn differ by at most {worst:.1e}", file=sys.stderr)
        spent = found["cpu_s"]["drawn"]
        for name, reader in READERS.items():
            theirs = cpu(lambda: [None for line in lines if reader(line) is None])
            print(f"| {outlet} | polygons from bytes | {spent * 1e3:.0f} | {name} | {theirs * 1e3:,.0f} | {theirs / spent:.1f} |", flush=True)
        if outlet not in IS_HELD:
            continue
        is_held, spent = IS_HELD[outlet], found["cpu_s"]["mended"]
        areas = []
        start = time.process_time()
        for line in lines:
            areas.append(shapely.area(mended(with_simdjson(line, is_held))))
        theirs = time.process_time() - start
        worst = max(abs(a - b) / b for a, b in zip(areas, found["held"], strict=True))
        is_same &= worst < 1e-9
        print(f"{outlet}: planar areas of the mended zone differ by at most {worst:.1e}", file=sys.stderr)
        print(f"| {outlet} | one mended zone from bytes | {spent * 1e3:.0f} | simdjson, Shapely | {theirs * 1e3:,.0f} | {theirs / spent:.1f} |", flush=True)
    return 0 if is_same else 1


if __name__ == "__main__":
    sys.exit(main())
