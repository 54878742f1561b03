//! Forms of an English verb from its paradigm, "base/past/participle".

/// Which form of a verb a word is. Past and participle are one where they are spelled alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// "say".
    Base,
    /// "says".
    Third,
    /// "said", also as participle when no other form is given.
    Past,
    /// "written".
    Participle,
    /// "saying".
    Ing,
}

/// All forms, base first.
pub(crate) fn forms(paradigm: &str) -> Vec<(String, Form)> {
    let mut parts = paradigm.split('/');
    let base = parts.next().unwrap_or_default().to_owned();
    let past = parts
        .next()
        .map_or_else(|| regular_past(&base), str::to_owned);
    let participle = parts.next().map(str::to_owned);
    let mut all = vec![
        (base.clone(), Form::Base),
        (third(&base), Form::Third),
        (ing(&base), Form::Ing),
    ];
    if past == base {
        all[0].1 = Form::Past;
    } else {
        all.push((past, Form::Past));
    }
    if let Some(participle) = participle {
        all.push((participle, Form::Participle));
    }
    all
}

fn ends_in_consonant_y(base: &str) -> bool {
    base.ends_with('y')
        && !["ay", "ey", "oy", "uy"]
            .iter()
            .any(|ending| base.ends_with(ending))
}

fn third(base: &str) -> String {
    match base {
        "go" => "goes".to_owned(),
        _ if ends_in_consonant_y(base) => format!("{}ies", &base[..base.len() - 1]),
        _ if ["s", "sh", "ch", "x", "z"]
            .iter()
            .any(|ending| base.ends_with(ending)) =>
        {
            format!("{base}es")
        }
        _ => format!("{base}s"),
    }
}

fn regular_past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if ends_in_consonant_y(base) {
        format!("{}ied", &base[..base.len() - 1])
    } else {
        format!("{}ed", doubled(base))
    }
}

fn ing(base: &str) -> String {
    if base.ends_with('e')
        && !["ee", "oe", "ye"]
            .iter()
            .any(|ending| base.ends_with(ending))
    {
        format!("{}ing", &base[..base.len() - 1])
    } else {
        format!("{}ing", doubled(base))
    }
}

/// Verbs that double their last letter ("admitted"); stress is not spelled, so they are listed.
fn doubled(base: &str) -> String {
    const DOUBLING: [&str; 12] = [
        "admit", "put", "bet", "snap", "shrug", "log", "brag", "hit", "peg", "dub", "chat", "begin",
    ];
    match base.chars().next_back() {
        Some(last) if DOUBLING.contains(&base) => format!("{base}{last}"),
        _ => base.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regular_and_irregular_verbs_have_their_forms() {
        let words = |paradigm: &str| {
            forms(paradigm)
                .into_iter()
                .map(|(word, _)| word)
                .collect::<Vec<_>>()
        };
        assert_eq!(words("deny"), ["deny", "denies", "denying", "denied"]);
        assert_eq!(words("admit"), ["admit", "admits", "admitting", "admitted"]);
        assert_eq!(
            words("write/wrote/written"),
            ["write", "writes", "writing", "wrote", "written"]
        );
        assert_eq!(
            words("acknowledge"),
            [
                "acknowledge",
                "acknowledges",
                "acknowledging",
                "acknowledged"
            ]
        );
        assert_eq!(words("say/said"), ["say", "says", "saying", "said"]);
    }
}
