//! Family names that stand first, as in China, Korea and Vietnam.

use super::text::Text;

/// The longest name that is looked at, in words: "Vo Nguyen Giap".
const WORDS_MAX: usize = 3;

/// Whether the first word of a person's name is the family name: it is a common one of those that
/// stand first, and all others sound as given names there do, so that "Lee Marvin" is not one.
pub(super) fn is_first(name: &Text) -> bool {
    let mut words = name.all();
    let is_family = words
        .next()
        .is_some_and(|word| FAMILIES.binary_search(&word).is_ok());
    is_family && (2..=WORDS_MAX).contains(&name.len()) && words.all(is_syllables)
}

/// Whether a word is made of one or two syllables as Chinese, Korean and Vietnamese are written.
fn is_syllables(word: &str) -> bool {
    let after_first = rest_of_syllable(word);
    after_first.iter().any(|rest| rest.is_empty())
        || after_first
            .iter()
            .flat_map(|rest| rest_of_syllable(rest))
            .any(str::is_empty)
}

/// What may be left of a word after one syllable.
fn rest_of_syllable(word: &str) -> Vec<&str> {
    const INITIALS: [&str; 27] = [
        "", "zh", "ch", "sh", "ng", "kh", "th", "ph", "b", "p", "m", "f", "d", "t", "n", "l", "g",
        "k", "h", "j", "q", "x", "z", "c", "s", "y", "w",
    ];
    const FINALS: [&str; 8] = ["", "n", "ng", "m", "p", "t", "k", "h"];
    let is_vowel = |c: char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut rests = Vec::new();
    for initial in INITIALS {
        let Some(rest) = word.strip_prefix(initial) else {
            continue;
        };
        let after = rest.trim_start_matches(is_vowel);
        let vowels = rest.len() - after.len();
        if (1..=3).contains(&vowels) {
            rests.extend(FINALS.iter().filter_map(|last| after.strip_prefix(last)));
        }
    }
    rests
}

#[rustfmt::skip]
const FAMILIES: &[&str] = &[
    "bai", "bui", "cai", "cao", "chang", "chao", "chen", "cheng", "chi", "chiang", "cho", "choe",
    "choi", "chon", "chong", "chou", "chu", "chun", "chung", "cui", "dai", "dang", "deng", "ding",
    "dinh", "do", "dong", "du", "duan", "duong", "fan", "fang", "feng", "fu", "gao", "gong", "gu",
    "guan", "guo", "hao", "he", "ho", "hoang", "hong", "hou", "hu", "hua", "huang", "hwang", "jang",
    "jeon", "jeong", "jia", "jiang", "jin", "kang", "kim", "kong", "kuo", "kwon", "lai", "le",
    "lee", "lei", "li", "liang", "liao", "lim", "lin", "liu", "long", "lu", "luo", "ly", "ma",
    "mao", "mo", "moon", "ngo", "nguyen", "pak", "pan", "park", "peng", "pham", "phan", "qi",
    "qian", "qiao", "qin", "rao", "ren", "roh", "ryu", "seo", "shao", "shen", "shi", "sima", "song",
    "su", "sun", "sung", "tan", "tang", "tao", "tian", "tran", "trinh", "truong", "tsai", "vo",
    "vu", "wan", "wang", "wei", "wen", "wu", "xi", "xia", "xiang", "xiao", "xie", "xu", "xue",
    "yan", "yang", "yao", "ye", "yi", "yin", "yoon", "you", "yu", "yuan", "yun", "zeng", "zhang",
    "zhao", "zheng", "zhong", "zhou", "zhu",
];

#[cfg(test)]
mod tests {
    use super::{FAMILIES, is_first};
    use crate::quiz::judge::text::Text;

    #[test]
    fn family_names_are_told_from_given_names() {
        for (name, expected) in [
            ("Zhou Enlai", true),
            ("Park Chung-hee", true),
            ("Vo Nguyen Giap", true),
            ("Lee Marvin", false),
            ("Kim Philby", false),
            ("Rudolf Elphberg", false),
            ("Sun", false),
        ] {
            assert_eq!(is_first(&Text::new(name)), expected, "{name}");
        }
    }

    #[test]
    fn families_are_in_order() {
        assert!(FAMILIES.is_sorted());
    }
}
