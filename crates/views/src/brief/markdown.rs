//! The brief as Markdown.

use std::fmt::Write as _;

use salient_checks::dossier::Dossier;
use salient_model::GENERATOR;

use super::view::{ClaimLine, Measure, Row};

/// Renders the brief; the map is left to the HTML file, its figures stand in the table.
#[must_use]
pub fn render_markdown(dossier: &Dossier) -> String {
    let view = super::brief_view(dossier);
    let mut out = String::new();
    let _ = writeln!(out, "# {} {}\n", view.place, view.native_names);
    let _ = writeln!(
        out,
        "As of {} · {} · edition {}\n",
        view.on, view.age, view.edition
    );
    if view.synthetic {
        let _ = writeln!(
            out,
            "*Sample case: invented dispatches, hand-drawn maps. Do not quote as news.*\n"
        );
    }
    let _ = writeln!(out, "**{}**\n", view.sentence.plain());
    let _ = writeln!(out, "## Rival claims\n");
    if view.rows.is_empty() {
        let _ = writeln!(
            out,
            "No claim about {} in this record by {}.\n",
            view.place, view.on
        );
    }
    for row in &view.rows {
        write_row(&mut out, row, &view.sides);
    }
    let _ = writeln!(out, "## What the maps measure\n");
    let _ = writeln!(
        out,
        "| measure | {} said |",
        view.measure_heads
            .iter()
            .fold(String::new(), |heads, head| heads + head + " | ")
    );
    let _ = writeln!(
        out,
        "| --- |{} --- |",
        " ---: |".repeat(view.measure_heads.len())
    );
    for measure in &view.measures {
        let mut line = format!("| {}, {} |", measure.label, measure.detail);
        for cell in &measure.cells {
            let value = cell.value.as_deref().unwrap_or("not computable");
            let range = cell
                .range
                .as_deref()
                .map(|range| format!(" ({range})"))
                .unwrap_or_default();
            let _ = write!(line, " {value}{range} |");
        }
        let _ = writeln!(out, "{line} {} |", said_words(measure, &view.sides));
    }
    for missing in &view.missing_maps {
        let _ = writeln!(out, "\n{missing}");
    }
    let _ = writeln!(out, "\n## {}\n", view.changes_title);
    for (date, words) in &view.changes {
        let _ = writeln!(out, "- {date}: {words}");
    }
    if view.changes.is_empty() {
        let _ = writeln!(out, "No change on any map, no new claim.");
    }
    let _ = writeln!(
        out,
        "\n## Method and limits\n\n{}\n",
        view.methods.join(" ")
    );
    let _ = writeln!(out, "## Notes\n");
    for group in &view.notes {
        let _ = writeln!(out, "{}:  ", group.text);
        for note in &group.notes {
            let _ = writeln!(out, "[{}] {}  ", note.number, note.words);
        }
    }
    for (letter, words) in &view.map_notes {
        let _ = writeln!(out, "[{letter}] {words}  ");
    }
    let _ = writeln!(out, "\n<!-- generator: {GENERATOR} -->");
    out
}

fn write_row(out: &mut String, row: &Row, sides: &[String]) {
    let _ = writeln!(out, "### {} ({})\n", row.question, row.relation);
    for (n, side) in sides.iter().enumerate() {
        for line in &row.by_side[n.min(1)] {
            let _ = writeln!(out, "- **{side}**: {}", claim_words(line));
        }
        if row.by_side[n.min(1)].is_empty() && row.has_sides() {
            let _ = writeln!(out, "- **{side}**: no claim in this record");
        }
    }
    for line in &row.others {
        let _ = writeln!(out, "- {}", claim_words(line));
    }
    for check in row.checks.iter().chain(&row.other_checks) {
        let _ = writeln!(
            out,
            "- maps on [{}]: **{}**, {}",
            check.note, check.label, check.words
        );
    }
    if let Some(more) = &row.more {
        let _ = writeln!(out, "- {more}");
    }
    out.push('\n');
}

/// A claim in one line of plain text.
pub(super) fn claim_words(line: &ClaimLine) -> String {
    if let Some(until) = &line.withheld {
        return format!("location of a unit, withheld until {until} [{}]", line.note);
    }
    let hedge = line
        .hedge
        .as_deref()
        .map(|hedge| format!("{hedge} · "))
        .unwrap_or_default();
    format!(
        "{} {} “{}” [{}] ({hedge}{})",
        line.who, line.verb, line.quote, line.note, line.meta
    )
}

/// Figures of claims beside a measure: "Norland: > 70 % [1]".
pub(super) fn said_words(measure: &Measure, sides: &[String]) -> String {
    let figure = |said: &super::Said| {
        let side = said
            .side
            .and_then(|n| sides.get(n))
            .map_or("others", String::as_str);
        format!("{side}: {} [{}]", said.words, said.note)
    };
    measure
        .said
        .iter()
        .map(figure)
        .collect::<Vec<_>>()
        .join(", ")
}
