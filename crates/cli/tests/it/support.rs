//! A folder of its own for each test, and the command in it.

use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with the invented report and maps in it; the user's gazetteer lies inside, the clock stands still.
pub(crate) struct Desk {
    folder: TempDir,
}

/// The folder `texts` into the case `c`, as Ridge Wire published it on one day.
pub(crate) const ADD_TEXTS: [&str; 7] = [
    "add",
    "c",
    "texts",
    "--published",
    "2030-05-04",
    "--outlet",
    "Ridge Wire",
];

/// What a command left.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self {
            folder: TempDir::new().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("salient"));
        command
            .current_dir(self.folder.path())
            .env("SALIENT_HOME", self.folder.path().join("home"))
            .env("SALIENT_NOW", "2030-05-10T12:00:00Z")
            .env("COLUMNS", "120");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with_input(arguments, "")
    }

    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ran {
        let output = self
            .command()
            .args(arguments)
            .write_stdin(input)
            .output()
            .unwrap();
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Adds the folder `texts` to the case `c`, as Ridge Wire published it on one day.
    pub(crate) fn add_texts(&self) -> Ran {
        self.fine(&ADD_TEXTS)
    }

    /// Runs a command that must end well.
    pub(crate) fn fine(&self, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, 0, "{arguments:?}\n{}\n{}", ran.stdout, ran.stderr);
        ran
    }
}

/// One square of held ground as GeoJSON: west, south, east, north in degrees.
pub(crate) fn square(date: &str, [west, south, east, north]: [f64; 4]) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"date":"{date}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}

/// The rows of a JSON array on stdout.
pub(crate) fn rows(ran: &Ran) -> Vec<serde_json::Value> {
    serde_json::from_str::<serde_json::Value>(&ran.stdout)
        .unwrap()
        .as_array()
        .unwrap()
        .clone()
}

/// Larger data beside the repository, if it is there.
pub(crate) fn shared(path: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared")).join(path);
    if path.exists() {
        return Some(path);
    }
    println!("skipped: {} is absent", path.display());
    None
}
