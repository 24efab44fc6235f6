//! The same name in another script: letters for letters, and what is left of a word's sound when
//! a script writes no short vowels.

use std::borrow::Cow;

/// The script of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// Latin letters, digits, and whatever is not told apart here.
    Latin,
    /// Cyrillic letters.
    Cyrillic,
    /// Letters of Arabic script, Urdu's among them.
    Arabic,
}

/// The script of the first letter of a folded word that is not Latin.
pub(super) fn of(word: &str) -> Script {
    if word.is_ascii() {
        return Script::Latin;
    }
    word.chars()
        .find_map(|c| match c {
            '\u{0400}'..='\u{052F}' => Some(Script::Cyrillic),
            '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' => Some(Script::Arabic),
            _ => None,
        })
        .unwrap_or(Script::Latin)
}

/// A folded word in Latin letters, as far as letters alone tell.
pub(super) fn latin(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return word.into();
    }
    let mut latin = String::with_capacity(word.len());
    for c in word.chars() {
        match letter(c) {
            Some(letters) => latin.push_str(letters),
            None => latin.push(c),
        }
    }
    latin.into()
}

/// Latin for a Cyrillic letter, or for one that does not decompose. Arabic script stays: it has
/// no vowels to make a Latin word of.
fn letter(c: char) -> Option<&'static str> {
    Some(match c {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' | 'ґ' => "g",
        'д' | 'ð' => "d",
        'е' | 'э' | 'є' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' | 'і' | 'ї' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' | 'ў' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ы' => "y",
        'ъ' | 'ь' => "",
        'ю' => "yu",
        'я' => "ya",
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ => return None,
    })
}

/// What a word of Latin letters has in common with how Cyrillic spells it: `Bajwa` and `badzhva`.
pub(super) fn sound(word: &str, into: &mut String) {
    into.clear();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        const GROUPS: [(&str, &str); 16] = [
            ("dzh", "j"),
            ("shch", "s"),
            ("zh", "j"),
            ("kh", "k"),
            ("gh", "g"),
            ("ph", "f"),
            ("ck", "k"),
            ("ts", "z"),
            ("tz", "z"),
            ("ks", "x"),
            ("iy", "i"),
            ("yi", "i"),
            ("ia", "a"),
            ("ya", "a"),
            ("yu", "u"),
            ("iu", "u"),
        ];
        let (sound, length) = GROUPS
            .iter()
            .find(|(group, _)| rest.starts_with(group))
            .map_or((single(c), c.len_utf8()), |(group, sound)| {
                (*sound, group.len())
            });
        if sound.is_empty() {
            if !c.is_alphabetic() || !into.ends_with(c) {
                into.push(c);
            }
        } else if !into.ends_with(sound) {
            into.push_str(sound);
        }
        rest = &rest[length..];
    }
}

/// The sound of a letter; empty if it stands for itself.
fn single(c: char) -> &'static str {
    match c {
        'q' | 'c' => "k",
        'w' => "v",
        'y' => "i",
        'e' => "e",
        'o' => "o",
        'l' => "l",
        's' => "s",
        't' => "t",
        'n' => "n",
        'm' => "m",
        'f' => "f",
        'r' => "r",
        'p' => "p",
        _ => "",
    }
}

/// Skeletons shorter than this are shared by too many names.
pub(super) const SKELETON_MIN: usize = 3;

/// The consonants of a word in Latin letters, in classes that hold between a name and how Cyrillic
/// writes it by ear: `Roosevelt` and `ruzvelt`. A vowel counts only where the word begins. A
/// Chinese name has the sounds of Pinyin: the x of `Xi`, the j of `Jinping`.
pub(super) fn skeleton(word: &str, is_pinyin: bool, into: &mut String) {
    const PINYIN: [(&str, &str); 3] = [("x", "s"), ("j", "s"), ("q", "s")];
    const GROUPS: [(&str, &str); 20] = [
        ("tsz", "s"),
        ("chzh", "g"),
        ("shch", "S"),
        ("sch", "S"),
        ("dzh", "g"),
        ("kh", "h"),
        ("gh", "g"),
        ("ck", "k"),
        ("sh", "S"),
        ("ch", "C"),
        ("zh", "g"),
        ("dj", "g"),
        ("ph", "f"),
        ("th", "t"),
        ("ts", "s"),
        ("tz", "s"),
        ("x", "ks"),
        ("ce", "s"),
        ("ci", "s"),
        ("cy", "s"),
    ];
    let mut rest = word;
    // The g of "ng" is not heard where a word ends.
    if word.len() > 3 && word.ends_with("ng") {
        rest = &word[..word.len() - 1];
    }
    let start = into.len();
    while let Some(c) = rest.chars().next() {
        let mut buffer = [0; 4];
        let pinyin = PINYIN.iter().filter(|_| is_pinyin);
        let group = pinyin
            .chain(&GROUPS)
            .find(|(group, _)| rest.starts_with(group));
        let (class, length) = group.map_or_else(
            || {
                (
                    single_class(c, into.len() == start).encode_utf8(&mut buffer) as &str,
                    c.len_utf8(),
                )
            },
            |(group, class)| (*class, group.len()),
        );
        if class != " " && (!into[start..].ends_with(class) || is_digit(class)) {
            into.push_str(class);
        }
        rest = &rest[length..];
    }
}

fn is_digit(class: &str) -> bool {
    class.bytes().all(|byte| byte.is_ascii_digit())
}

/// The class of a letter that stands by itself.
fn single_class(c: char, is_first: bool) -> char {
    match c {
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' if is_first => 'a',
        'a' | 'e' | 'i' | 'o' | 'u' | 'y' => ' ',
        'q' | 'c' => 'k',
        'w' => 'v',
        'z' => 's',
        'j' => 'g',
        _ => c,
    }
}

/// The consonants of a word, in classes that Latin and Arabic script share. Of v and w, which
/// the latter writes as it does o and u, nothing is left unless `keep_v`.
pub(super) fn consonants(word: &str, keep_v: bool, into: &mut String) {
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let two = rest.get(..2).unwrap_or_default();
        let (class, length) = match two {
            "kh" => ('k', 2),
            "gh" => ('g', 2),
            "sh" => ('S', 2),
            "ch" => ('C', 2),
            "zh" | "dj" => ('J', 2),
            "ph" => ('f', 2),
            "th" => ('t', 2),
            "dh" => ('d', 2),
            "bh" => ('b', 2),
            "ts" => ('s', 2),
            _ => (consonant(c, keep_v), c.len_utf8()),
        };
        if class != ' ' && (class.is_ascii_digit() || !into.ends_with(class)) {
            into.push(class);
        }
        rest = &rest[length..];
    }
}

/// Whether consonants are the same but for t and d, as in what Persian made of `Tashkent`. Of few
/// consonants that would be too little.
pub(super) fn is_alike(one: &str, other: &str) -> bool {
    const CONSONANTS_MIN: usize = 5;
    let soft = |c| if c == 't' { 'd' } else { c };
    one.len() == other.len()
        && one.len() >= CONSONANTS_MIN
        && one.chars().map(soft).eq(other.chars().map(soft))
}

fn consonant(c: char, keep_v: bool) -> char {
    match c {
        // Arabic has no p.
        'b' | 'ب' | 'p' | 'پ' => 'b',
        't' | 'ت' | 'ط' | 'ٹ' => 't',
        's' | 'س' | 'ص' | 'ث' => 's',
        'j' | 'ج' | 'ژ' => 'J',
        'چ' => 'C',
        'k' | 'q' | 'c' | 'x' | 'ک' | 'ق' | 'خ' => 'k',
        'd' | 'د' | 'ڈ' => 'd',
        'r' | 'ر' | 'ڑ' => 'r',
        'z' | 'ز' | 'ذ' | 'ض' | 'ظ' => 'z',
        'ش' => 'S',
        'g' | 'گ' | 'غ' => 'g',
        'f' | 'ف' => 'f',
        'v' if keep_v => 'f',
        'l' | 'ل' => 'l',
        'm' | 'م' => 'm',
        'n' | 'ن' | 'ں' => 'n',
        '0'..='9' => c,
        _ => ' ',
    }
}

#[cfg(test)]
mod tests {
    use super::{consonants, latin, sound};

    #[test]
    fn cyrillic_and_latin_sound_alike() {
        for (cyrillic, name) in [
            ("путин", "putin"),
            ("хан", "khan"),
            ("баджва", "bajwa"),
            ("куреши", "qureshi"),
            ("равалпинди", "rawalpindi"),
            ("салюков", "salyukov"),
        ] {
            let (mut one, mut other) = (String::new(), String::new());
            sound(&latin(cyrillic), &mut one);
            sound(name, &mut other);
            assert_eq!(one, other, "{cyrillic}");
        }
    }

    #[test]
    fn arabic_script_and_latin_share_consonants() {
        for (arabic, name, keep_v) in [
            ("پوتن", "putin", true),
            ("کابلوف", "kabulov", true),
            ("قریشی", "qureshi", true),
            ("ولادیمیر", "vladimir", false),
            ("باجوه", "bajwa", true),
            ("بشکیک", "bishkek", true),
        ] {
            let (mut one, mut other) = (String::new(), String::new());
            consonants(arabic, keep_v, &mut one);
            consonants(name, keep_v, &mut other);
            assert_eq!(one, other, "{arabic}");
        }
    }
}
