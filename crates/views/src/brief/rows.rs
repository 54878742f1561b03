//! Rival claims, their findings, and their footnotes, in words.

use salient_checks::dossier::{Dossier, Topic, TopicClaim, short_name};
use salient_model::{Certainty, Finding, Force, Modality, Outcome, RelationKind};

use super::side_position;
use super::view::{CheckLine, ClaimLine, Note, NoteGroup, Row};
use crate::format::{capital, date_range, long_date, outcome};
use crate::statement::Statement;

/// How many claims of one side a topic shows; the rest is counted.
const CLAIMS_PER_SIDE: usize = 3;

/// A topic as a row.
pub(super) fn row(topic: &Topic, dossier: &Dossier) -> Row {
    let mut by_side: [Vec<ClaimLine>; 2] = [Vec::new(), Vec::new()];
    let mut others = Vec::new();
    let (mut checks, mut other_checks) = (Vec::new(), Vec::new());
    let mut n_left_out = 0;
    for claim in &topic.claims {
        let (lines, findings) = match side_position(dossier, &claim.claim.source.side) {
            Some(n) => (&mut by_side[n], &mut checks),
            None => (&mut others, &mut other_checks),
        };
        if lines.len() == CLAIMS_PER_SIDE {
            n_left_out += 1;
            continue;
        }
        lines.push(claim_line(claim));
        if let Some(finding) = &claim.finding {
            findings.push(check_line(claim.note, finding, dossier));
        }
    }
    let relation = match &topic.relation {
        Some((RelationKind::Contradicts, _)) => "≠ contradict",
        Some((RelationKind::InTension, _)) => "in tension",
        _ if topic.claims.len() == 1 => "one source",
        _ => "no rival claim",
    };
    Row {
        question: topic.family.question().to_owned(),
        relation: relation.to_owned(),
        contradicts: matches!(topic.relation, Some((RelationKind::Contradicts, _))),
        by_side,
        others,
        checks,
        other_checks,
        more: (n_left_out > 0).then(|| format!("and {n_left_out} more")),
    }
}

/// Whether a claim with this footnote stands in a row.
pub(super) fn is_shown(rows: &[Row], note: usize) -> bool {
    rows.iter().any(|row| {
        row.by_side
            .iter()
            .flatten()
            .chain(&row.others)
            .any(|line| line.note == note)
    })
}

/// Whether a row, a measure, or a change leads to this footnote.
fn is_cited(dossier: &Dossier, rows: &[Row], note: usize) -> bool {
    is_shown(rows, note)
        || dossier
            .measures
            .iter()
            .flat_map(|row| &row.said)
            .any(|(said, _)| *said == note)
        || dossier
            .changes
            .iter()
            .any(|change| change.notes.contains(&note))
}

/// Footnotes of the claims cited, under the texts that they stand in, in the order of first mention.
pub(super) fn note_groups(dossier: &Dossier, rows: &[Row]) -> Vec<NoteGroup> {
    let mut groups: Vec<NoteGroup> = Vec::new();
    for claim in dossier
        .topics
        .iter()
        .flat_map(|topic| &topic.claims)
        .filter(|claim| is_cited(dossier, rows, claim.note))
    {
        let text = text_words(claim);
        let note = note(claim);
        match groups.iter_mut().find(|group| group.text == text) {
            Some(group) => group.notes.push(note),
            None => groups.push(NoteGroup {
                text,
                notes: vec![note],
            }),
        }
    }
    groups
}

fn claim_line(claim: &TopicClaim) -> ClaimLine {
    let record = &claim.claim;
    let hedges = hedges(claim);
    let said = Statement::from(claim);
    ClaimLine {
        who: capital(said.who),
        verb: said.verb(),
        act: match record.force {
            Force::Denies | Force::Doubts => "de",
            Force::Estimates => "es",
            Force::Predicts | Force::Warns => "pr",
            _ => "as",
        },
        quote: said.words(),
        note: claim.note,
        meta: meta(claim, said.who),
        hedge: (!hedges.is_empty()).then(|| hedges.join(", ")),
        withheld: claim.withheld_until.map(long_date),
    }
}

/// When, and where it was published, unless the one who speaks is the outlet.
fn meta(claim: &TopicClaim, who: &str) -> String {
    let time = &claim.claim.time;
    let days = date_range(time.start, time.end);
    if claim.outlet == who {
        days
    } else {
        format!("{days} · {}", claim.outlet)
    }
}

/// What the quoted words alone might not show.
fn hedges(claim: &TopicClaim) -> Vec<&'static str> {
    let record = &claim.claim;
    let mut hedges = Vec::new();
    match record.certainty {
        Certainty::Probable if record.force != Force::Predicts => hedges.push("put as likely"),
        Certainty::Possible => hedges.push("put as possible"),
        _ => {}
    }
    match record.modality {
        Modality::Conditional => hedges.push("under a condition"),
        Modality::Intended => hedges.push("as a plan"),
        Modality::Normative => hedges.push("as a demand"),
        _ => {}
    }
    hedges
}

/// A finding; outlets go by their short names, as in the heads of the tables.
fn check_line(note: usize, finding: &Finding, dossier: &Dossier) -> CheckLine {
    let words = dossier
        .maps
        .iter()
        .fold(finding.reason.words.clone(), |words, map| {
            words.replace(&map.name, short_name(&map.name))
        });
    // The outcome says it for all maps at once.
    let words = if finding.outcome == Outcome::NotComputable {
        words.replace(", does not decide", "")
    } else {
        words
    };
    CheckLine {
        note,
        outcome: finding.outcome,
        label: outcome(finding.outcome),
        words,
    }
}

fn text_words(claim: &TopicClaim) -> String {
    let published = claim
        .published
        .map(|date| format!(", {}", long_date(date)))
        .unwrap_or_default();
    format!(
        "{}{published}, text {}…",
        claim.outlet,
        claim.text_hash.get(..12).unwrap_or_default()
    )
}

fn note(claim: &TopicClaim) -> Note {
    Note {
        number: claim.note,
        words: format!(
            "{}–{}, {}, claim {}",
            claim.code_points.0,
            claim.code_points.1,
            claim.claim.source.kind.as_str().replace(['_', '-'], " "),
            claim.claim.id.as_str().get(..8).unwrap_or_default()
        ),
    }
}
