"""PostGIS as a peer: a server of its own in a temporary folder, reached over a Unix socket, and gone at the end.

One backend does all the work, without parallel workers and without JIT; its CPU seconds come from /proc, in steps of a hundredth of a second. Zones are stored
uncompressed, the places have an index, and everything is in the server's memory before the first question.
"""

import glob
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

import numpy
import shapely

# Held by the server: far more than the tables.
SHARED_BUFFERS = "2GB"
SETTINGS = {
    "listen_addresses": "", "shared_buffers": SHARED_BUFFERS, "work_mem": "256MB", "jit": "off", "autovacuum": "off", "fsync": "off",
    "max_parallel_workers_per_gather": "0", "max_parallel_maintenance_workers": "0",
}
# initdb and the server refuse to run as root.
USER = "postgres"
START_S = 30


def why_not():
    """Why there is no PostGIS here, or None."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return "psycopg is not installed"
    if not programs():
        return "no PostgreSQL server is installed"
    return None


def programs():
    """The folder with initdb and postgres of the newest version, or None."""
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"), key=lambda path: float(path.split("/")[4]), reverse=True)
    on_path = shutil.which("initdb")
    folders += [os.path.dirname(on_path)] if on_path else []
    return next((folder for folder in folders if os.path.exists(f"{folder}/initdb") and os.path.exists(f"{folder}/postgres")), None)


class Peer:
    name = "PostGIS"
    # It adds up rings by the size of their areas. On four days of deepstate_history a hole 2.8 km long and some centimetres wide is turned inside out when its edges are
    # geodesics; pyproj and Salient keep the sign, and differ from PostGIS by twice the 172 m² of that hole.
    geodesic_relative = 1e-8

    def __init__(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="peers-postgis-"))
        self.server = self.connection = None
        self.as_user = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        if self.as_user:
            shutil.chown(self.folder, USER, USER)

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_):
        if self.connection:
            self.connection.close()
        if self.server:
            self.server.send_signal(signal.SIGINT)
            self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self):
        import psycopg

        of_system = dict(cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self.as_user)
        data = self.folder / "data"
        subprocess.run([f"{programs()}/initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale", "C"], check=True, **of_system)
        settings = [word for key, value in SETTINGS.items() for word in ("-c", f"{key}={value}")]
        self.server = subprocess.Popen([f"{programs()}/postgres", "-D", data, "-k", self.folder, *settings], **of_system)
        deadline = time.monotonic() + START_S
        while not self.connection:
            try:
                self.connection = psycopg.connect(host=str(self.folder), user=USER, dbname="postgres", autocommit=True)
            except psycopg.OperationalError:
                if self.server.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.1)
        try:
            self.ask("create extension postgis")
        except psycopg.errors.FeatureNotSupported as missing:
            raise ModuleNotFoundError("PostgreSQL is installed without PostGIS") from missing
        self.backend = self.connection.info.backend_pid
        server, versions = self.ask("select current_setting('server_version'), postgis_full_version()")[0]
        geos = versions.split('GEOS="')[1].split("-")[0]
        proj = versions.split('PROJ="')[1].split(" ")[0].strip('"')
        self.version = f"PostGIS {versions.split(chr(34))[1].split(' ')[0]} (GEOS {geos}, PROJ {proj}) on PostgreSQL {server.split(' ')[0]}"

    def ask(self, statement):
        with self.connection.cursor(binary=True) as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None

    def cpu_s(self):
        """User and system seconds of the backend: fields 14 and 15 of proc(5), counted behind the name in brackets."""
        fields = pathlib.Path(f"/proc/{self.backend}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def load(self, days, xy):
        self.ask("drop table if exists days, places")
        self.ask("create table days (day int primary key, zone geometry, zone_on_globe geography)")
        self.ask("alter table days alter zone set storage external, alter zone_on_globe set storage external")
        self.ask("create table places (id int primary key, at geometry)")
        for table, column, geometries in [("days", "zone", days), ("places", "at", shapely.points(xy))]:
            with self.connection.cursor() as cursor, cursor.copy(f"copy {table} ({'day' if table == 'days' else 'id'}, {column}) from stdin") as copy:
                for idx, wkb in enumerate(shapely.to_wkb(shapely.set_srid(geometries, 4326), hex=True, include_srid=True)):
                    copy.write_row((idx, wkb))
        self.ask("update days set zone_on_globe = zone::geography")
        self.ask("create index on places using gist (at)")
        self.ask("vacuum analyze")
        self.ask("select sum(ST_NPoints(zone) + ST_NPoints(zone_on_globe::geometry)) from days")

    def places(self):
        """Through the index of the places, with the zone of a day prepared once, as PostGIS does for a repeated argument."""
        rows = self.ask("select day, (select array_agg(id) from places where ST_Contains(zone, at)) from days order by day")
        return [numpy.sort(numpy.array(inside or [], dtype=int)) for _, inside in rows]

    def geodesic_areas(self):
        return numpy.array([area for _, area in self.ask("select day, ST_Area(zone_on_globe) / 1e6 from days order by day")])

    def symmetric_differences(self):
        rows = self.ask(
            "select ST_AsBinary(changed), ST_Area(changed) from (select earlier.day, ST_SymDifference(earlier.zone, later.zone) as changed"
            " from days earlier join days later on later.day = earlier.day + 1 offset 0) pairs order by day"
        )
        return shapely.from_wkb([changed for changed, _ in rows])
