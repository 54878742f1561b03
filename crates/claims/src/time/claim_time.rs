//! The event time of one claim: from its words, from the words of its attribution, from the claim before it, or from its type and tense.
//!
//! **Sources.** Rules 3 and 4 of the corpus' annotation rules: an undated past event has an open start and ends with the publication; a state
//! holds on the day of publication; a forecast starts with the publication and ends with its horizon; "during" needs an expression of
//! duration.

use salient_model::{
    ByteSpan, ClaimTime, ClaimType, Date, Force, Modality, TimePrecision, TimeRelation,
};

use super::calendar::add_days;
use super::core::{Direction, TimeKind};
use super::defaults::{Shape, default_shape, undated};
use super::expression::read_expressions;
use super::{Anchor, TimeExpression};

/// What is known of a claim when its time is asked for.
#[derive(Debug, Clone, Copy)]
pub struct ClaimWords<'t> {
    /// The document's text.
    pub text: &'t str,
    /// The proposition's words.
    pub span: ByteSpan,
    /// The sentence or sentences that hold the span.
    pub sentence: ByteSpan,
    /// What it is about.
    pub claim_type: ClaimType,
    /// Speech act.
    pub force: Force,
    /// How it is put.
    pub modality: Modality,
    /// Where times are counted from.
    pub anchor: Anchor,
    /// Time of the previous claim of the same paragraph, if any.
    pub previous: Option<&'t ClaimTime>,
}

/// Chooses the event time of a claim.
#[must_use]
pub fn claim_time(words: &ClaimWords<'_>) -> ClaimTime {
    let shape = default_shape(words);
    let direction = match shape {
        Shape::Ahead => Direction::Future,
        Shape::State | Shape::Event | Shape::Habit => Direction::Past,
    };
    let reference = words.previous.and_then(|time| time.span.and(time.start));
    let anchor = words
        .anchor
        .toward(direction)
        .after(words.anchor.reference.or(reference));
    let inside = read_expressions(words.text, words.span, &anchor).expressions;
    if let Some(time) = choose(&inside, shape, words, true) {
        return time;
    }
    let around: Vec<TimeExpression> = read_expressions(words.text, words.sentence, &anchor)
        .expressions
        .into_iter()
        .filter(|expression| same_clause(words, expression.span))
        .collect();
    if let Some(time) = choose(&around, shape, words, false) {
        return time;
    }
    undated(words, shape)
}

/// An adverbial outside the span belongs to the claim when only the attribution stands between them, never another clause.
fn same_clause(words: &ClaimWords<'_>, expression: ByteSpan) -> bool {
    if words.span.overlap(expression) > 0 {
        return false;
    }
    let between = if expression.end() <= words.span.start() {
        words.text.get(expression.end()..words.span.start())
    } else {
        words.text.get(words.span.end()..expression.start())
    };
    between.is_some_and(|between| {
        !between.contains([';', '.', '!', '?', '\n'])
            && between.split(' ').count() <= 14
            && between.matches(',').count() <= 2
    })
}

/// How well an expression answers the question "when", best first; `None` when it does not.
fn rank(expression: &TimeExpression, shape: Shape, inside: bool) -> Option<u8> {
    let dated = expression.start.is_some() || expression.end.is_some();
    match expression.kind {
        // "held until last week" in another clause ends something else.
        _ if !inside && expression.relation == Some(TimeRelation::Until) => None,
        TimeKind::Present if inside && shape == Shape::State => Some(0),
        TimeKind::Date | TimeKind::Weekday | TimeKind::Deictic | TimeKind::Anaphoric if dated => {
            Some(1)
        }
        TimeKind::Horizon if shape == Shape::Ahead => Some(1),
        TimeKind::Window if dated && shape != Shape::Ahead => Some(2),
        TimeKind::Clock if dated && inside => Some(3),
        TimeKind::Duration if dated && inside && shape != Shape::Ahead => Some(4),
        TimeKind::Duration
            if inside && shape == Shape::Ahead && expression.length_days.is_some() =>
        {
            Some(4)
        }
        TimeKind::Habitual if inside => Some(5),
        TimeKind::VaguePast if inside && shape != Shape::Ahead => Some(5),
        TimeKind::Present if inside && shape != Shape::Ahead => Some(6),
        _ => None,
    }
}

fn choose(
    expressions: &[TimeExpression],
    shape: Shape,
    words: &ClaimWords<'_>,
    inside: bool,
) -> Option<ClaimTime> {
    let (_, chosen) = expressions
        .iter()
        .filter_map(|expression| Some((rank(expression, shape, inside)?, expression)))
        .min_by_key(|(rank, expression)| (*rank, expression.span.start()))?;
    let today = words.anchor.today();
    let time = from_expression(chosen, shape, today, inside, words);
    Some(joined(time, chosen, expressions, inside))
}

/// "97% on Saturday and 99% on Sunday", "between Thursday and Saturday": two days of one kind span the claim.
fn joined(
    time: ClaimTime,
    chosen: &TimeExpression,
    expressions: &[TimeExpression],
    inside: bool,
) -> ClaimTime {
    let last = expressions.iter().rev().find(|expression| {
        inside
            && expression.kind == chosen.kind
            && chosen.kind == TimeKind::Weekday
            && expression.span != chosen.span
    });
    match last {
        Some(last) if last.end > time.end && time.end.is_some() => ClaimTime {
            end: last.end,
            span: time.span.map(|span| span.cover(last.span)),
            ..time
        },
        _ => time,
    }
}

fn from_expression(
    chosen: &TimeExpression,
    shape: Shape,
    today: Option<Date>,
    inside: bool,
    words: &ClaimWords<'_>,
) -> ClaimTime {
    let span = Some(chosen.span);
    let time = |start, end, relation, precision| ClaimTime {
        start,
        end,
        relation,
        precision,
        span,
    };
    let relation = chosen.relation.unwrap_or(TimeRelation::At);
    match chosen.kind {
        TimeKind::Present => time(today, today, TimeRelation::AsOf, TimePrecision::Day),
        TimeKind::Habitual => time(today, today, TimeRelation::Habitual, TimePrecision::Vague),
        TimeKind::VaguePast => time(None, today, TimeRelation::Past, TimePrecision::Vague),
        TimeKind::Duration if shape == Shape::Ahead => {
            let days = chosen.length_days.map_or(0, |(_, most)| most);
            let end = today
                .map(|today| add_days(today, days))
                .filter(|_| days > 0);
            time(today, end, TimeRelation::After, chosen.precision)
        }
        _ if shape == Shape::Ahead => ahead(chosen, relation, today, words),
        _ => {
            // "The army said on Friday it held the bridge": the state is as of the statement.
            let stated = !inside && matches!(relation, TimeRelation::At);
            let relation = match (stated, shape) {
                (true, Shape::State) => TimeRelation::AsOf,
                (false, Shape::State) if relation == TimeRelation::At => TimeRelation::AsOf,
                _ => relation,
            };
            // "It said on Sunday its units had repelled three attacks": the statement bounds the event.
            if stated && shape == Shape::Event {
                return time(None, chosen.end, TimeRelation::Before, chosen.precision);
            }
            time(chosen.start, chosen.end, relation, chosen.precision)
        }
    }
}

/// A forecast, plan, or demand with a date: from the publication to the far end of the horizon, unless the date is the day of the event.
fn ahead(
    chosen: &TimeExpression,
    relation: TimeRelation,
    today: Option<Date>,
    words: &ClaimWords<'_>,
) -> ClaimTime {
    let dated_event = relation == TimeRelation::At && words.force != Force::Warns;
    let start = if dated_event {
        chosen.start
    } else {
        chosen
            .start
            .filter(|start| Some(*start) >= today)
            .and(today)
            .or(today)
    };
    let start = if relation == TimeRelation::After || relation == TimeRelation::Start {
        chosen.start
    } else {
        start
    };
    let end = if relation == TimeRelation::After {
        None
    } else {
        chosen.end
    };
    let (start, end) = match (start, end) {
        (Some(start), Some(end)) if end < start => (Some(end), Some(end)),
        ends => ends,
    };
    ClaimTime {
        start,
        end,
        relation: if dated_event {
            TimeRelation::At
        } else {
            relation
        },
        precision: chosen.precision,
        span: Some(chosen.span),
    }
}
