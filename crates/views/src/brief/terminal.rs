//! The brief for a terminal: plain text, readable without colour.

use std::fmt::Write as _;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, Table};
use salient_checks::dossier::Dossier;

use super::markdown::{claim_words, said_words};

/// Renders the brief, wrapped to `width` columns.
#[must_use]
pub fn render_terminal(dossier: &Dossier, width: usize) -> String {
    let view = super::brief_view(dossier);
    let width = width.clamp(40, 140);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} {}   {} · edition {}",
        view.place, view.native_names, view.age, view.edition
    );
    if view.synthetic {
        let _ = writeln!(
            out,
            "Sample case: invented dispatches, hand-drawn maps. Do not quote as news."
        );
    }
    let _ = writeln!(out, "\n{}\n", wrapped(&view.sentence.plain(), width, ""));
    let _ = writeln!(out, "RIVAL CLAIMS");
    if view.rows.is_empty() {
        let _ = writeln!(
            out,
            "  No claim about {} in this record by {}.",
            view.place, view.on
        );
    }
    for row in &view.rows {
        let _ = writeln!(out, "{} ({})", row.question, row.relation);
        for (n, lines) in row.by_side.iter().enumerate() {
            let side = view.sides.get(n).map_or("", String::as_str);
            for line in lines {
                let _ = writeln!(
                    out,
                    "  {}",
                    wrapped(&format!("{side}: {}", claim_words(line)), width - 4, "    ")
                );
            }
            if lines.is_empty() && row.has_sides() && !side.is_empty() {
                let _ = writeln!(out, "  {side}: no claim in this record");
            }
        }
        for line in &row.others {
            let _ = writeln!(out, "  {}", wrapped(&claim_words(line), width - 4, "    "));
        }
        for check in row.checks.iter().chain(&row.other_checks) {
            let _ = writeln!(
                out,
                "  > {}",
                wrapped(
                    &format!("[{}] {}: {}", check.note, check.label, check.words),
                    width - 6,
                    "      "
                )
            );
        }
        if let Some(more) = &row.more {
            let _ = writeln!(out, "  {more}");
        }
    }
    let _ = writeln!(out, "\nWHAT THE MAPS MEASURE");
    let mut table = Table::new();
    table.load_style(NOTHING);
    let mut head = vec![String::new()];
    head.extend(view.measure_heads.iter().cloned());
    head.push("said".to_owned());
    table.set_header(head);
    for measure in &view.measures {
        let mut line = vec![format!("{}, {}", measure.label, measure.detail)];
        line.extend(
            measure
                .cells
                .iter()
                .map(|cell| match (&cell.value, &cell.range) {
                    (Some(value), Some(range)) => format!("{value} ({range})"),
                    (Some(value), None) => value.clone(),
                    (None, _) => "not computable".to_owned(),
                }),
        );
        line.push(said_words(measure, &view.sides));
        table.add_row(line);
    }
    for column in table.column_iter_mut().skip(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    let _ = writeln!(out, "{}", table.trim_fmt());
    for missing in &view.missing_maps {
        let _ = writeln!(out, "{missing}");
    }
    let _ = writeln!(out, "\n{}", view.changes_title.to_uppercase());
    for (date, words) in &view.changes {
        let _ = writeln!(
            out,
            "  {}",
            wrapped(&format!("{date}  {words}"), width - 4, "    ")
        );
    }
    if view.changes.is_empty() {
        let _ = writeln!(out, "  No change on any map, no new claim.");
    }
    let _ = writeln!(
        out,
        "\nMETHOD AND LIMITS\n{}",
        wrapped(&view.methods.join(" "), width, "")
    );
    let _ = writeln!(out, "\nNOTES");
    for group in &view.notes {
        let _ = writeln!(out, "{}", group.text);
        for note in &group.notes {
            let _ = writeln!(out, "  [{}] {}", note.number, note.words);
        }
    }
    for (letter, words) in &view.map_notes {
        let _ = writeln!(out, "[{letter}] {}", wrapped(words, width - 4, "    "));
    }
    out
}

/// Breaks lines at spaces; following lines start with `indent`.
fn wrapped(words: &str, width: usize, indent: &str) -> String {
    let mut out = String::new();
    let mut column = 0;
    for word in words.split_whitespace() {
        let length = word.chars().count();
        if column > 0 && column + 1 + length > width {
            out.push('\n');
            out.push_str(indent);
            column = indent.chars().count();
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out
}
