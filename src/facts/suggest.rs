//! "Did you mean …?"

/// The candidate that is nearest to what was written, if one is near enough to be meant.
pub(super) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str, IntoIter: Clone>,
) -> Option<&'a str> {
    let candidates = candidates.into_iter();
    // "Entities" has too many letters more than "entity" to be a slip of it.
    let singular = written.strip_suffix("ies").map(|stem| format!("{stem}y"));
    near(written, candidates.clone()).or_else(|| near(&singular?, candidates))
}

fn near<'a>(written: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = written.chars().count();
    // A slip in every third letter can still be recognised; more is another word.
    let slips_max = (length / 3).max(1);
    candidates
        .filter(|candidate| candidate.chars().count().abs_diff(length) <= slips_max)
        .map(|candidate| (strsim::damerau_levenshtein(written, candidate), candidate))
        .filter(|(slips, _)| *slips <= slips_max)
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_another_word_is_not() {
        let words = ["state", "stated", "person", "place"];
        assert_eq!(nearest("sttae", words), Some("state"));
        assert_eq!(nearest("persn", words), Some("person"));
        assert_eq!(nearest("nation", words), None);
        assert_eq!(nearest("", words), None);
    }

    #[test]
    fn a_plural_is_recognised() {
        let words = ["entity", "fact", "source"];
        assert_eq!(nearest("entities", words), Some("entity"));
        assert_eq!(nearest("facts", words), Some("fact"));
    }
}
