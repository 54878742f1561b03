//! How a command ends, and how it says what went wrong.

use std::fmt::{Display, Write as _};
use std::process::ExitCode;

/// How a command ended when it could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Nothing to report.
    Fine,
    /// Something that a script should notice.
    WithFindings,
    /// Part of the input could not be read; the rest was.
    WithBadData,
}

impl Ended {
    pub(crate) fn code(self) -> ExitCode {
        match self {
            Self::Fine => ExitCode::SUCCESS,
            Self::WithFindings => ExitCode::from(1),
            Self::WithBadData => ExitCode::from(3),
        }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// The command was called wrongly.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self {
            code: 2,
            message: message.into(),
            hint: None,
        }
    }

    /// The data is not what it should be.
    pub(crate) fn data(error: impl std::error::Error) -> Self {
        Self {
            code: 3,
            message: chain(&error),
            hint: None,
        }
    }

    /// The data is not what it should be, in words.
    pub(crate) fn data_words(message: impl Into<String>) -> Self {
        Self {
            code: 3,
            message: message.into(),
            hint: None,
        }
    }

    /// Adds something that the user can do.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Prints it.
    pub(crate) fn report(self) -> ExitCode {
        say(&format!("error: {}", self.message));
        if let Some(hint) = self.hint {
            say(&format!("\n{hint}"));
        }
        ExitCode::from(self.code)
    }
}

/// An error with its causes in one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let of_cause = error.to_string();
        // Some libraries repeat their cause in their own words.
        if !words.ends_with(&of_cause) {
            let _ = write!(words, ": {of_cause}");
        }
        cause = error.source();
    }
    words
}

/// "1 map", "3 maps".
pub(crate) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// ", 3 already there", at the end of a sum; nothing for none.
pub(crate) fn also(n: usize, what: &str) -> String {
    if n > 0 {
        format!(", {n} {what}")
    } else {
        String::new()
    }
}

/// Prints a line for people.
#[expect(clippy::print_stderr, reason = "the one place that writes to stderr")]
pub(crate) fn say(words: &(impl Display + ?Sized)) {
    eprintln!("{words}");
}
