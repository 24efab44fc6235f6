//! What platforms write into a message for a mention, an emoji or a link, read as members see it.

/// A message without mentions and with the words of its links alone.
///
/// Discord writes `<@1234>` for a member, `<@&1234>` for a role, the same with a hash for a channel and
/// `<:name:1234>` for an emoji; both platforms write `[words](address)` for a link.
pub(super) fn without_markup(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['<', '[']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        if let Some(after) = mention(from) {
            rest = after;
        } else if let Some((words, after)) = link(from) {
            plain.push_str(words);
            rest = after;
        } else {
            // One of these, both of which are one byte.
            plain.push_str(&from[..1]);
            rest = &from[1..];
        }
    }
    plain.push_str(rest);
    plain
}

/// What follows a mention or emoji.
fn mention(text: &str) -> Option<&str> {
    let (inner, after) = text.strip_prefix('<')?.split_once('>')?;
    let number = match inner.strip_prefix(['@', '#']) {
        Some(id) => id.trim_start_matches(['!', '&']),
        None => {
            inner
                .trim_start_matches('a')
                .strip_prefix(':')?
                .split_once(':')?
                .1
        }
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(after)
}

/// The words of a link, and what follows it.
fn link(text: &str) -> Option<(&str, &str)> {
    let (words, rest) = text.strip_prefix('[')?.split_once("](")?;
    let (address, after) = rest.split_once(')')?;
    let is_one = !words.contains(['[', ']']) && !address.contains(char::is_whitespace);
    is_one.then_some((words, after))
}

#[cfg(test)]
mod tests {
    use super::without_markup;

    #[test]
    fn mentions_go_and_links_leave_their_words() {
        for (text, plain) in [
            ("<@123456789012345678> when bishkek", " when bishkek"),
            ("<@!123> /when bishkek", " /when bishkek"),
            ("who is <@&12> bajwa <\u{23}34>", "who is  bajwa "),
            ("<:pepe:1234> hi <a:wave:5>", " hi "),
            ("[who](http://x.y) is bajwa", "who is bajwa"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("<b>who</b> <@you> [x] (y)", "<b>who</b> <@you> [x] (y)"),
            ("<", "<"),
            ("[a](b c)", "[a](b c)"),
            ("<@", "<@"),
        ] {
            assert_eq!(without_markup(text), plain, "{text}");
        }
    }
}
