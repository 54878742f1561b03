//! Matches patterns against a text.

use salient_model::ByteSpan;

use super::{Lexicon, Target};

/// A span of the text with everything that it may stand for.
#[derive(Debug, Clone)]
pub(super) struct Hit {
    pub(super) span: ByteSpan,
    pub(super) targets: Vec<Target>,
}

impl Lexicon {
    /// Every pattern at word boundaries, overlapping ones too, sorted by start and then longest first.
    pub(super) fn hits(&self, text: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        for (automaton, targets) in [
            (&self.as_written, &self.as_written_targets),
            (&self.any_case, &self.any_case_targets),
        ] {
            for found in automaton.find_overlapping_iter(text) {
                let Ok(span) = ByteSpan::new(found.start(), found.end()) else {
                    continue;
                };
                if is_word(text, span) {
                    hits.push(Hit {
                        span,
                        targets: targets[found.pattern().as_usize()].clone(),
                    });
                }
            }
        }
        hits.sort_by_key(|hit| (hit.span.start(), std::cmp::Reverse(hit.span.end())));
        // The two automata may find the same words.
        hits.dedup_by(|later, first| {
            let same = later.span == first.span;
            if same {
                first.targets.append(&mut later.targets);
            }
            same
        });
        hits
    }
}

/// The hits with a target that `wanted` takes, longest from the left, without overlap. Targets that it does not take are left out.
pub(super) fn leftmost_longest(hits: &[Hit], wanted: impl Fn(&Target) -> bool) -> Vec<Hit> {
    let mut selected: Vec<Hit> = Vec::new();
    let mut end = 0;
    for hit in hits {
        if hit.span.start() < end {
            continue;
        }
        let targets: Vec<Target> = hit
            .targets
            .iter()
            .filter(|target| wanted(target))
            .cloned()
            .collect();
        if !targets.is_empty() {
            end = hit.span.end();
            selected.push(Hit {
                span: hit.span,
                targets,
            });
        }
    }
    selected
}

/// Whether `span` starts and ends at a word boundary. In Arabic script, one-letter words are written together with the next word ("و", "ب", "ل").
fn is_word(text: &str, span: ByteSpan) -> bool {
    let after_is_letter = text[span.end()..]
        .chars()
        .next()
        .is_some_and(char::is_alphanumeric);
    if after_is_letter {
        return false;
    }
    let before = &text[..span.start()];
    // "anti-Kenyan" is no mention of Kenyans.
    if ["anti-", "Anti-", "non-", "Non-"]
        .iter()
        .any(|prefix| before.ends_with(prefix))
    {
        return false;
    }
    let joined: String = before
        .chars()
        .rev()
        .take_while(|character| character.is_alphanumeric())
        .collect();
    if joined.is_empty() {
        return true;
    }
    let starts_arabic = text[span.range()].starts_with(is_arabic);
    starts_arabic
        && joined.chars().count() <= 2
        && joined
            .chars()
            .all(|letter| matches!(letter, 'و' | 'ف' | 'ب' | 'ل' | 'ك'))
}

fn is_arabic(letter: char) -> bool {
    matches!(letter, '\u{0600}'..='\u{06FF}')
}
