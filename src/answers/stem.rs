//! Light English stemming: forms of one word get one key, different words seldom do.
//!
//! The key need not be a word: `purchas` stands for purchase, purchased and purchasing. Words
//! in other scripts lose the endings of Russian cases, so that a name is found in each of them.

/// Words whose forms follow no rule.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("am", "be"), ("are", "be"), ("became", "become"), ("been", "be"), ("began", "begin"),
    ("begun", "begin"), ("being", "be"), ("bore", "bear"), ("bought", "buy"), ("broke", "break"),
    ("brought", "bring"), ("built", "build"), ("came", "come"), ("children", "child"),
    ("chose", "choose"), ("chosen", "choose"), ("died", "die"), ("does", "do"), ("done", "do"),
    ("drew", "draw"), ("drawn", "draw"), ("fallen", "fall"), ("fell", "fall"), ("felt", "feel"),
    ("flew", "fly"), ("fought", "fight"), ("found", "find"), ("gave", "give"), ("given", "give"),
    ("goes", "go"), ("gone", "go"), ("got", "get"), ("grew", "grow"), ("grown", "grow"),
    ("had", "have"), ("has", "have"), ("heard", "hear"), ("held", "hold"), ("is", "be"),
    ("kept", "keep"), ("knew", "know"), ("known", "know"), ("led", "lead"), ("left", "leave"),
    ("lost", "lose"), ("made", "make"), ("meant", "mean"), ("men", "man"), ("met", "meet"),
    ("paid", "pay"), ("ran", "run"), ("relations", "relation"), ("said", "say"), ("sang", "sing"),
    ("sat", "sit"), ("saw", "see"), ("seen", "see"), ("sent", "send"), ("shook", "shake"),
    ("shaken", "shake"), ("shot", "shoot"), ("sold", "sell"), ("sought", "seek"),
    ("spent", "spend"), ("spoke", "speak"), ("spoken", "speak"), ("stood", "stand"),
    ("swum", "swim"), ("taken", "take"), ("taught", "teach"), ("thought", "think"),
    ("ties", "tie"), ("told", "tell"), ("took", "take"), ("was", "be"), ("went", "go"),
    ("were", "be"), ("won", "win"), ("women", "woman"), ("wore", "wear"), ("written", "write"),
    ("wrote", "write"), ("armies", "army"), ("allies", "ally"), ("movies", "movie"),
];

/// The key that a folded word shares with its other forms.
pub fn stem(word: &str) -> String {
    if !word.is_ascii() {
        return stem_cyrillic(word).to_owned();
    }
    if let Some((_, base)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        return ending(base).to_owned();
    }
    if word.len() < 4 || word.bytes().any(|byte| byte.is_ascii_digit()) {
        return word.to_owned();
    }
    let spelled = american(word);
    let singular = singular(&spelled);
    ending(&inflection(&singular)).to_owned()
}

/// American spelling as British: defense, center, organize, color.
fn american(word: &str) -> String {
    match word {
        "defense" => "defence".into(),
        "offense" => "offence".into(),
        "center" => "centre".into(),
        "program" => "programme".into(),
        _ if word.len() > 5 && word.contains("iz") => word.replacen("iz", "is", 1),
        _ if word.len() > 4 && word.contains("our") => word.replacen("our", "or", 1),
        _ => word.into(),
    }
}

fn singular(word: &str) -> String {
    let cut = |count: usize| word[..word.len() - count].to_owned();
    if word.ends_with("ies") && word.len() > 4 {
        return cut(3) + "y";
    }
    if ["sses", "shes", "ches", "xes", "zes"]
        .iter()
        .any(|end| word.ends_with(end))
    {
        return cut(2);
    }
    let plural = word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end));
    if plural { cut(1) } else { word.to_owned() }
}

/// Takes off "ed" and "ing", and one of two consonants that they doubled.
fn inflection(word: &str) -> String {
    if word.ends_with("ied") && word.len() > 4 {
        return word[..word.len() - 3].to_owned() + "y";
    }
    for end in ["ing", "ed"] {
        let Some(base) = word.strip_suffix(end) else {
            continue;
        };
        let has_vowel = base.bytes().any(|byte| b"aeiouy".contains(&byte));
        if base.len() < 3 || !has_vowel {
            continue;
        }
        // "Cooperating" comes from "cooperate", whose ending goes as a whole.
        if base.len() > 4 && base.ends_with("at") {
            return base.to_owned() + "e";
        }
        let bytes = base.as_bytes();
        let (last, before) = (bytes[bytes.len() - 1], bytes[bytes.len() - 2]);
        let doubled = last == before && !b"aeiouylsz".contains(&last);
        return base[..base.len() - usize::from(doubled)].to_owned();
    }
    word.to_owned()
}

/// Takes off what makes a noun of a verb, an adverb of an adjective, and a silent "e".
fn ending(word: &str) -> &str {
    /// Shorter than this, what is left would no longer tell words apart.
    const STEM_BYTES_MIN: usize = 4;
    if let Some(base) = word
        .strip_suffix("ly")
        .filter(|base| base.len() > STEM_BYTES_MIN)
    {
        return base;
    }
    let ends = ["ation", "ate", "ment", "ance"];
    let stripped = ends
        .iter()
        .find_map(|end| word.strip_suffix(end))
        .or_else(|| {
            word.strip_suffix("ion")
                .filter(|base| base.ends_with(['s', 't']))
        })
        .filter(|base| base.len() >= STEM_BYTES_MIN)
        .unwrap_or(word);
    let bare = stripped.strip_suffix('e').unwrap_or(stripped);
    if bare.len() >= STEM_BYTES_MIN {
        bare
    } else {
        stripped
    }
}

/// Takes off one ending of a Russian case.
fn stem_cyrillic(word: &str) -> &str {
    /// Shorter names are left alone: "Крым" is not "Кр".
    const STEM_CHARS_MIN: usize = 4;
    const ENDS: [&str; 16] = [
        "ого", "ому", "ыми", "ами", "ом", "ым", "ои", "ем", "ая", "ии", "ыи", "а", "у", "е", "ы",
        "и",
    ];
    ENDS.iter()
        .find_map(|end| word.strip_suffix(end))
        .filter(|base| base.chars().count() >= STEM_CHARS_MIN)
        .unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn forms_of_one_word_share_a_stem() {
        for forms in [
            &["meet", "meets", "met", "meeting", "meetings"][..],
            &["purchase", "purchased", "purchasing", "purchases"],
            &["invite", "invited", "invitation", "invitations"],
            &["cooperate", "cooperation", "cooperating"],
            &["country", "countries"],
            &["agree", "agreed", "agreement"],
            &["defence", "defense"],
            &["celebrate", "celebrated", "celebration"],
            &["establish", "established", "establishment"],
            &["discuss", "discussed", "discussion", "discussions"],
            &["recent", "recently"],
            &["plan", "planned", "planning"],
            &["путин", "путина", "путину", "путиным"],
        ] {
            for form in forms {
                assert_eq!(stem(form), stem(forms[0]), "{form}");
            }
        }
    }

    #[test]
    fn different_words_keep_different_stems() {
        for (one, other) in [
            ("nation", "native"),
            ("relation", "relative"),
            ("russia", "rush"),
            ("bus", "buy"),
            ("station", "state"),
            ("region", "reign"),
            ("army", "arm"),
        ] {
            assert_ne!(stem(one), stem(other), "{one} and {other}");
        }
    }
}
