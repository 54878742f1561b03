//! The brief of one place: for the terminal, as Markdown, and as one self-contained, printable HTML file.
//!
//! **Shape.** A [`Dossier`] goes in; every figure in the output was computed there. This module only words, rounds as far as the measure's
//! error bound allows, and lays out.
//!
//! **Rules.** Colour follows the claimant, never truth. Both sides get the same weight. Absence is drawn. Quotations follow the document's
//! text policy. The words "true", "false", and "confirmed" (as a verdict) do not occur.

mod build;
mod chart;
mod html;
mod markdown;
mod rows;
mod sentence;
mod terminal;
mod view;

use salient_checks::dossier::Dossier;

pub use html::render_html;
pub use markdown::render_markdown;
pub use sentence::Sentence;
pub use terminal::render_terminal;
pub use view::{
    AgreementBar, BriefView, Cell, CheckLine, ClaimLine, MapCard, Measure, Note, NoteGroup, Row,
    Said,
};

/// Words and rounds a dossier.
#[must_use]
pub fn brief_view(dossier: &Dossier) -> BriefView {
    build::build(dossier)
}

/// Position of a side among the first two, which have a colour and a column; `None` for all others.
fn side_position(dossier: &Dossier, key: &str) -> Option<usize> {
    dossier
        .sides
        .iter()
        .take(2)
        .position(|side| side.key == key)
}
