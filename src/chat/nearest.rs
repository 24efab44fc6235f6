//! Which known name was probably meant by a mistyped one.

/// Longer than any name there is: what is typed beyond this was never meant as one, and
/// comparing it with every name would only cost time.
const GIVEN_CHARS_MAX: usize = 80;

/// The item whose name is a few slips from what was given; the first of several as near.
pub fn nearest<'a, T>(
    given: &str,
    items: impl IntoIterator<Item = &'a T>,
    name: impl Fn(&'a T) -> &'a str,
) -> Option<&'a T> {
    let chars = given.chars().count();
    if chars > GIVEN_CHARS_MAX {
        return None;
    }
    let given = given.to_lowercase();
    // One slip in every third letter is the most that people still recognise as the name.
    let slips_max = (chars / 3).max(1);
    items
        .into_iter()
        .map(|item| {
            let slips = strsim::osa_distance(&given, &name(item).to_lowercase());
            (slips, item)
        })
        .filter(|(slips, _)| *slips <= slips_max && *slips < chars)
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, item)| item)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_finds_the_name_and_nonsense_finds_none() {
        let names = ["when", "who", "timeline", "topics"];
        let check = |given: &str, expect: Option<&str>| {
            let found = nearest(given, &names, |name| name);
            assert_eq!(found.copied(), expect, "{given}");
        };
        check("whne", Some("when"));
        check("timelime", Some("timeline"));
        check("TOPIC", Some("topics"));
        check("usr/bin", None);
        check("", None);
        check("x", None);
        check(&"when".repeat(1_000), None);
    }
}
