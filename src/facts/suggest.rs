//! "Did you mean …?"

/// The candidate that is nearest to what was written, if one is near enough to be meant.
pub(super) fn nearest<'a>(
    written: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let length = written.chars().count();
    // A slip in every third letter can still be recognised; more is another word.
    let slips_max = (length / 3).max(1);
    candidates
        .into_iter()
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
}
