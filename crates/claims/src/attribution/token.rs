//! Words, numbers, and marks of a text, with their byte ranges.
//!
//! **Shape.** Tokens are in text order and do not overlap; white space and marks without meaning here are left out. A possessive stays one
//! token with its ending ("ministry's"), an abbreviation with its points ("U.N."), a number with its separators ("1,700").

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Word,
    Number,
    Comma,
    /// `.`, `?`, `!`, `…`.
    Stop,
    Semicolon,
    Colon,
    Dash,
    OpenQuote,
    CloseQuote,
    OpenBracket,
    CloseBracket,
    /// Bullets and list marks.
    Mark,
}

/// One token.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: TokenKind,
    /// Lower case, with straight apostrophes and without a possessive ending.
    pub(crate) lower: String,
    /// Starts with a capital.
    pub(crate) capital: bool,
    /// Ends in a possessive.
    pub(crate) possessive: bool,
    /// Preceded by a line break.
    pub(crate) line_start: bool,
}

impl Token {
    pub(crate) fn is(&self, kind: TokenKind) -> bool {
        self.kind == kind
    }

    pub(crate) fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}

/// Splits a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut line_start = true;
    let mut double_open = false;
    let mut single_open = false;
    let mut characters = text.char_indices().peekable();
    while let Some((start, character)) = characters.next() {
        let previous = text[..start].chars().next_back();
        let after = &text[start + character.len_utf8()..];
        if character == '\n' {
            line_start = true;
            if after.starts_with(['\n', '\r']) {
                double_open = false;
                single_open = false;
            }
            continue;
        }
        if character.is_whitespace() {
            continue;
        }
        let kind = match character {
            ',' => TokenKind::Comma,
            '.' | '?' | '!' | '…' | '‼' | '⁉' => TokenKind::Stop,
            ';' => TokenKind::Semicolon,
            ':' => TokenKind::Colon,
            '—' | '–' | '―' => TokenKind::Dash,
            '-' if previous.is_none_or(char::is_whitespace)
                && after.chars().next().is_none_or(char::is_whitespace) =>
            {
                TokenKind::Dash
            }
            '“' | '«' | '„' => TokenKind::OpenQuote,
            '”' | '»' => TokenKind::CloseQuote,
            '"' => {
                let opens = previous.is_none_or(|c| c.is_whitespace() || "([—–".contains(c))
                    && after.chars().next().is_some_and(|c| !c.is_whitespace());
                double_open = opens || (!double_open && previous.is_none());
                if double_open {
                    TokenKind::OpenQuote
                } else {
                    TokenKind::CloseQuote
                }
            }
            '‘' if previous.is_none_or(|c| c.is_whitespace() || "([—–".contains(c)) => {
                single_open = true;
                TokenKind::OpenQuote
            }
            '’' if single_open && after.chars().next().is_none_or(|c| !c.is_alphanumeric()) => {
                single_open = false;
                TokenKind::CloseQuote
            }
            '(' | '[' => TokenKind::OpenBracket,
            ')' | ']' => TokenKind::CloseBracket,
            c if c.is_alphanumeric() => {
                let end = word_end(text, start);
                while characters.peek().is_some_and(|(at, _)| *at < end) {
                    characters.next();
                }
                found.push(word(text, start, end, line_start));
                line_start = false;
                continue;
            }
            _ => TokenKind::Mark,
        };
        found.push(Token {
            start,
            end: start + character.len_utf8(),
            kind,
            lower: character.to_string(),
            capital: false,
            possessive: false,
            line_start,
        });
        line_start = false;
    }
    found
}

/// Where the word or number that starts at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let mut end = start;
    let mut previous = ' ';
    let mut rest = text[start..].chars().peekable();
    let mut run = 0_usize;
    while let Some(character) = rest.next() {
        let next = rest.peek().copied().unwrap_or(' ');
        let joins = match character {
            c if c.is_alphanumeric() || c == '\u{301}' => true,
            // "U.N.'s": the possessive of an abbreviation stands after its point.
            '\'' | '’' if previous == '.' => text[start..end].len() > 2 && next == 's',
            '\'' | '’' | '‑' | '-' => next.is_alphanumeric() && previous.is_alphanumeric(),
            ',' => previous.is_ascii_digit() && next.is_ascii_digit(),
            '.' => {
                is_title(&text[start..end])
                    || (previous.is_ascii_digit() && next.is_ascii_digit())
                    || (run == 1
                        && previous.is_alphabetic()
                        && (next.is_alphabetic()
                            || text[start..end].contains('.') && !next.is_alphanumeric()))
            }
            '%' => previous.is_ascii_digit(),
            _ => false,
        };
        if !joins {
            break;
        }
        run = if character.is_alphanumeric() {
            run + 1
        } else {
            0
        };
        end += character.len_utf8();
        previous = character;
    }
    // "the rebels' claim": the bare apostrophe belongs to the word when a word follows and no quotation could close here.
    let tail = &text[end..];
    if previous == 's'
        && (tail.starts_with("' ") || tail.starts_with("’ "))
        && tail.chars().nth(2).is_some_and(char::is_alphanumeric)
    {
        end += tail.chars().next().map_or(0, char::len_utf8);
    }
    end.max(start + 1)
}

/// Ranks and titles whose point ends no sentence: "Brig. Gen. Orla Venn".
fn is_title(word: &str) -> bool {
    const TITLES: [&str; 26] = [
        "Gen", "Lt", "Col", "Maj", "Brig", "Capt", "Sgt", "Cpl", "Adm", "Cmdr", "Mr", "Mrs", "Ms",
        "Dr", "Prof", "St", "Sen", "Rep", "Gov", "Pres", "Amb", "Rev", "Fr", "Sr", "Jr", "No",
    ];
    TITLES.contains(&word)
}

fn word(text: &str, start: usize, end: usize, line_start: bool) -> Token {
    let written = &text[start..end];
    let first = written.chars().next().unwrap_or(' ');
    let mut lower = written.to_lowercase().replace('’', "'");
    let possessive = lower.ends_with("'s") || lower.ends_with("s'");
    if lower.ends_with("'s")
        && !["it's", "he's", "she's", "that's", "there's"].contains(&lower.as_str())
    {
        lower.truncate(lower.len() - 2);
    } else if lower.ends_with("s'") {
        lower.truncate(lower.len() - 1);
    }
    Token {
        start,
        end,
        kind: if first.is_numeric() {
            TokenKind::Number
        } else {
            TokenKind::Word
        },
        lower,
        capital: first.is_uppercase(),
        possessive,
        line_start,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<(String, TokenKind)> {
        tokens(text)
            .iter()
            .map(|token| (text[token.start..token.end].to_owned(), token.kind))
            .collect()
    }

    #[test]
    fn abbreviations_numbers_and_possessives_stay_whole() {
        let words: Vec<String> = kinds("The U.N.'s 1,700 men; 2.5 km, Alder's post.")
            .into_iter()
            .map(|(word, _)| word)
            .collect();
        assert_eq!(
            words,
            [
                "The", "U.N.'s", "1,700", "men", ";", "2.5", "km", ",", "Alder's", "post", "."
            ]
        );
        assert_eq!(tokens("the rebels’ claim")[1].lower, "rebels");
    }

    #[test]
    fn straight_quotation_marks_open_and_close() {
        let marks: Vec<TokenKind> = kinds("\"Yes,\" he said.")
            .into_iter()
            .map(|(_, kind)| kind)
            .collect();
        assert_eq!(marks[0], TokenKind::OpenQuote);
        assert_eq!(marks[3], TokenKind::CloseQuote);
    }
}
