"""SedonaDB as a peer, in this process, on one partition; CPU seconds are those of all its threads.

It has no area on the ellipsoid (that of its geographies is on a sphere), so that it is not asked for one.
"""

import importlib.metadata
import time

import numpy
import shapely


def why_not():
    """Why there is no SedonaDB here, or None."""
    try:
        import sedonadb  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError as missing:
        return f"{missing.name} is not installed"
    return None


class Peer:
    name = "SedonaDB"
    cpu_s = staticmethod(time.process_time)
    geodesic_areas = None

    def __enter__(self):
        import sedonadb

        self.session = sedonadb.connect()
        self.ask("set datafusion.execution.target_partitions = 1")
        self.version = f"SedonaDB {importlib.metadata.version('sedonadb')}"
        return self

    def __exit__(self, *_):
        self.session = None

    def ask(self, statement):
        return self.session.sql(statement).to_arrow_table()

    def load(self, days, xy):
        import pyarrow

        for table, column, geometries in [("days", "zone", days), ("places", "at", shapely.points(xy))]:
            raw = pyarrow.table({"id": numpy.arange(len(geometries)), "wkb": pyarrow.array(list(shapely.to_wkb(geometries)), pyarrow.binary())})
            self.session.create_data_frame(raw).to_view("raw", overwrite=True)
            parsed = self.session.sql(f"select id, ST_GeomFromWKB(wkb) as {column} from raw")
            parsed.to_memtable().to_view(table, overwrite=True)
        self.n_days = len(days)

    def places(self):
        """Its spatial join: a tree over the zones, each prepared once."""
        pairs = self.ask("select days.id as day, places.id as place from days join places on ST_Contains(days.zone, places.at)")
        day, place = pairs["day"].to_numpy(), pairs["place"].to_numpy()
        order = numpy.lexsort((place, day))
        return numpy.split(place[order], numpy.searchsorted(day[order], numpy.arange(1, self.n_days)))

    def symmetric_differences(self):
        rows = self.ask(
            "select day, ST_AsBinary(changed) as changed, ST_Area(changed) as area from (select earlier.id as day,"
            " ST_SymDifference(earlier.zone, later.zone) as changed from days earlier join days later on later.id = earlier.id + 1)"
        )
        order = numpy.argsort(rows["day"].to_numpy())
        return shapely.from_wkb(rows["changed"].to_numpy(zero_copy_only=False)[order])
