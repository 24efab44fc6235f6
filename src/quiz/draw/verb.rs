//! Finite verbs, for questions that need another form of them: "met" becomes "did ... meet".

/// Verbs that change places with their subject as they are.
const AUXILIARIES: [&str; 12] = [
    "is", "are", "was", "were", "has", "have", "had", "will", "would", "could", "can", "may",
];

/// Words that may stand between a subject and its verb.
const ADVERBS: [&str; 12] = [
    "first", "also", "now", "already", "still", "once", "then", "later", "again", "jointly",
    "never", "long",
];

/// Verbs of which the past is no "-ed".
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("became", "become"), ("began", "begin"), ("bought", "buy"), ("broke", "break"),
    ("brought", "bring"), ("built", "build"), ("came", "come"), ("chose", "choose"),
    ("drew", "draw"), ("fell", "fall"), ("fought", "fight"), ("gave", "give"), ("got", "get"),
    ("grew", "grow"), ("held", "hold"), ("kept", "keep"), ("led", "lead"), ("left", "leave"),
    ("lent", "lend"), ("lost", "lose"), ("made", "make"), ("met", "meet"), ("paid", "pay"),
    ("said", "say"), ("saw", "see"), ("sent", "send"), ("sold", "sell"), ("sought", "seek"),
    ("spent", "spend"), ("spoke", "speak"), ("stood", "stand"), ("told", "tell"),
    ("took", "take"), ("went", "go"), ("withdrew", "withdraw"), ("won", "win"),
    ("wrote", "write"),
];

/// Verbs of which the past is an "-ed". The ending alone does not tell: "hoped" is of "hope", and
/// "developed" of "develop".
#[rustfmt::skip]
const REGULAR: &[&str] = &[
    "accept", "agree", "announce", "appoint", "approve", "arrive", "ask", "attack", "attend",
    "call", "celebrate", "conclude", "decide", "declare", "deepen", "defeat", "deliver",
    "demand", "discuss", "elect", "enhance", "enter", "establish", "expect", "favour", "help",
    "hope", "host", "impose", "improve", "inspect", "invade", "invite", "join", "launch", "lift",
    "look", "mark", "negotiate", "occupy", "offer", "open", "order", "praise", "promise",
    "purchase", "ratify", "receive", "recognise", "refuse", "reject", "remain", "sign", "start",
    "stay", "succeed", "supply", "support", "talk", "test", "threaten", "turn", "urge", "use",
    "value", "visit", "voice", "vow", "want", "warn", "wish",
];

/// How a verb stands in a question: what goes before the subject, and what stays behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turned<'a> {
    /// "was", "did", "does".
    pub(super) before: &'a str,
    /// Adverbs, and the verb itself unless it is an auxiliary.
    pub(super) behind: String,
    /// Whether it is an auxiliary, and another verb may follow.
    pub(super) is_auxiliary: bool,
    /// Whether it is a form of "be".
    pub(super) is_be: bool,
    /// The words behind the verb.
    pub(super) rest: &'a str,
}

/// Reads the verb that a text begins with; none if it is not known.
pub(super) fn turned(text: &str) -> Option<Turned<'_>> {
    let mut rest = text.trim_start();
    let mut behind: Vec<&str> = Vec::new();
    loop {
        let (word, others) = rest.split_once(' ').unwrap_or((rest, ""));
        if ADVERBS.contains(&word) {
            behind.push(word);
            rest = others;
            continue;
        }
        if let Some(before) = AUXILIARIES.into_iter().find(|verb| *verb == word) {
            return Some(Turned {
                before,
                behind: behind.join(" "),
                is_auxiliary: true,
                is_be: ["is", "are", "was", "were"].contains(&before),
                rest: others,
            });
        }
        let (before, base) = base(word)?;
        behind.push(base);
        return Some(Turned {
            before,
            behind: behind.join(" "),
            is_auxiliary: false,
            is_be: false,
            rest: others,
        });
    }
}

/// The auxiliary that a form of a verb needs in a question, and its plain form.
fn base(form: &str) -> Option<(&'static str, &'static str)> {
    let irregular = IRREGULAR.iter().find(|(past, _)| *past == form);
    let known = || REGULAR.iter().chain(IRREGULAR.iter().map(|(_, base)| base));
    irregular
        .map(|(_, base)| ("did", *base))
        .or_else(|| {
            let regular = REGULAR.iter().find(|base| past(base) == form);
            regular.map(|base| ("did", *base))
        })
        .or_else(|| {
            let present = known().find(|base| third_person(base) == form);
            present.map(|base| ("does", *base))
        })
}

fn past(base: &str) -> String {
    if base.ends_with('e') {
        format!("{base}d")
    } else if let Some(stem) = stem_before_y(base) {
        format!("{stem}ied")
    } else {
        format!("{base}ed")
    }
}

fn third_person(base: &str) -> String {
    if let Some(stem) = stem_before_y(base) {
        format!("{stem}ies")
    } else if ["s", "x", "ch", "sh", "o"]
        .iter()
        .any(|end| base.ends_with(end))
    {
        format!("{base}es")
    } else {
        format!("{base}s")
    }
}

/// "suppl" of "supply", but nothing of "stay".
fn stem_before_y(base: &str) -> Option<&str> {
    base.strip_suffix('y')
        .filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

#[cfg(test)]
mod tests {
    use super::turned;

    #[test]
    fn a_verb_gives_its_tense_to_what_stands_before_the_subject() {
        for (text, expected) in [
            ("met in Zenda", Some(("did", "meet", "in Zenda"))),
            ("first met", Some(("did", "first meet", ""))),
            ("invited Graustark", Some(("did", "invite", "Graustark"))),
            ("supplied it", Some(("did", "supply", "it"))),
            ("stayed away", Some(("did", "stay", "away"))),
            ("hopes for it", Some(("does", "hope", "for it"))),
            ("wishes it", Some(("does", "wish", "it"))),
            ("was built", Some(("was", "", "built"))),
            ("now is", Some(("is", "now", ""))),
            ("developed it", None),
            ("of Zenda met", None),
            ("", None),
        ] {
            let found = turned(text);
            let found = found
                .as_ref()
                .map(|found| (found.before, &*found.behind, found.rest));
            assert_eq!(found, expected, "{text}");
        }
    }
}
