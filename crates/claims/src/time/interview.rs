//! The day on which the quoted words of an interview were spoken, where the text says so.
//!
//! **Sources.** Annotation rule 3 of the corpus: a quotation from a dated interview is dated by the interview.

use salient_model::{ByteSpan, Date};

use super::Anchor;
use super::core::TimeKind;
use super::expression::read_expressions;

/// Words that put a conversation before its date.
const CONVERSATION: &[&str] = &[
    "we talked",
    "we spoke",
    "conversation was recorded",
    "conversation took place",
    "interview was recorded",
    "interview was conducted",
    "interview took place",
    "was interviewed",
    "were interviewed",
    "interviewed on",
    "spoke to us",
    "recorded on",
    "spoke with us",
];

/// How far, in bytes, the date may stand behind those words.
const REACH: usize = 60;

/// The day of the interview that the text reports, if it names one.
///
/// ```
/// use salient_claims::time::{interview_day, Anchor};
/// let anchor = Anchor::published("2026-03-17".parse().unwrap());
/// let text = "The commander holds the northern bank. We talked by video on 14 March.";
/// assert_eq!(interview_day(text, &anchor), Some("2026-03-14".parse().unwrap()));
/// ```
#[must_use]
pub fn interview_day(text: &str, anchor: &Anchor) -> Option<Date> {
    let whole = ByteSpan::new(0, text.len()).ok()?;
    read_expressions(text, whole, anchor)
        .expressions
        .into_iter()
        .filter(|expression| {
            matches!(
                expression.kind,
                TimeKind::Date | TimeKind::Weekday | TimeKind::Deictic | TimeKind::Anaphoric
            ) && expression.start == expression.end
        })
        .find(|expression| {
            let before = text.get(..expression.span.start()).unwrap_or_default();
            let sentence = before
                .rsplit(['.', '!', '?', '\n'])
                .next()
                .unwrap_or_default()
                .to_lowercase();
            CONVERSATION.iter().any(|words| {
                sentence
                    .rfind(words)
                    .is_some_and(|at| sentence.len() - at <= REACH)
            })
        })?
        .start
}
