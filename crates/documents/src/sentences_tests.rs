//! What reports write and general sentence rules stumble over.

use super::*;

fn split(text: &str) -> Vec<&str> {
    let body = ByteSpan::trimmed(text, 0..text.len()).unwrap();
    let (sentences, _) = split_sentences(text, &[(0, body)], 4_000);
    sentences
        .into_iter()
        .map(|sentence| &text[sentence.span.range()])
        .collect()
}

/// The sentences stand between bars.
fn check(marked: &str) {
    let expected: Vec<&str> = marked.split(" | ").collect();
    assert_eq!(split(&expected.join(" ")), expected);
}

#[test]
fn titles_initials_and_abbreviations_end_no_sentence() {
    check(
        "Lt. Gen. Sergei Holm said the U.S. had sent aid. | St. Vale is far. | At 10 a.m. troops left.",
    );
    check("It was 5.4 km away. | Prices rose 3.5% in Jan. 2031. | No. 41 was issued. | See No. 3.");
    check("J. R. Holm met George W. Vale. | Then he left.");
    check("Some 30 sq. km changed hands. | Approx. 20 men, i.e. few, left on Sept. 17.");
    check(
        "They took 12 km. west of town. | The meeting began at 6 p.m. | The army declined comment.",
    );
    check("1. General. | The bund was breached.");
}

#[test]
fn a_small_word_that_looks_like_an_abbreviation_ends_its_sentence() {
    check("The district, no. | Daesh hold it. | He told me. | Kyiv denied it. | See No. 41.");
    check("It starts at 10 a.m. Nov. 29, 2031, in Ridge. | It ends at 6 p.m. Ridge time.");
}

#[test]
fn stray_marks_belong_to_the_sentence_before_or_open_the_next() {
    check("“We left,” he said. | “ We will return.” | **Losses.** | None.");
    assert_eq!(
        split("\"\"We left,\"\" he said. \""),
        ["\"\"We left,\"\" he said. \""]
    );
    assert_eq!(split("* * *"), Vec::<&str>::new());
}

#[test]
fn a_closing_quotation_mark_belongs_to_its_sentence() {
    check("“We left in good order.” | He smiled.");
    check("“Who is it?” asked the officer. | \"Run!\" he shouted.");
    check("He said … and then stopped... | But later he went on. | \"It is over...\" he said.");
    check("(He gave no date.) | Then they left. | The army (see p. 4) held.");
}

#[test]
fn a_quotation_of_several_sentences_is_several_sentences() {
    check("“We lost a round. | We did not lose the war,” he said. | He left.");
    check("«Ми тримаємось. | Усе під контролем», — сказав він.");
    check(
        "“Some districts are clear,” said Col. Holm. | “Nobody should come home yet.” | He left.",
    );
}

#[test]
fn ukrainian_russian_and_arabic_sentences_are_split_by_their_rules() {
    check("У с. Роботине Запорізької обл. тривають бої. | Підрозділи 3 ОШБр. відійшли.");
    check("«Тримаємось!» — сказав він. | А. Б. Іваненко прибув у смт. Гостомель.");
    check("Бои идут у с. Времевка. | Войска отошли, объявил он.");
    check("هل سقطت المدينة؟ | نعم، قال المتحدث. | لا أحد!");
}

#[test]
fn a_stretch_without_an_end_is_cut_and_reported_once() {
    let text = "Ridge ".repeat(5_000);
    let body = ByteSpan::trimmed(&text, 0..text.len()).unwrap();
    let (sentences, diagnostics) = split_sentences(&text, &[(0, body)], 1_000);
    assert!(
        sentences
            .iter()
            .all(|sentence| sentence.span.len() <= 1_000)
    );
    assert!(sentences.iter().all(|sentence| {
        let words = &text[sentence.span.range()];
        words.starts_with("Ridge") && words.ends_with("Ridge")
    }));
    let n_words: usize = sentences.iter().map(|s| s.span.len().div_ceil(6)).sum();
    assert_eq!(n_words, 5_000);
    assert_eq!(diagnostics.len(), 1);
    assert_eq!(diagnostics[0].code.0, "D006");
}

#[test]
fn letters_without_white_space_are_cut_between_characters() {
    let text = "й".repeat(10_000);
    let body = ByteSpan::trimmed(&text, 0..text.len()).unwrap();
    let (sentences, _) = split_sentences(&text, &[(0, body)], 999);
    assert_eq!(
        sentences.iter().map(|s| s.span.len()).sum::<usize>(),
        text.len()
    );
    assert!(sentences.iter().all(|s| s.span.slice(&text).is_some()));
}
