//! States of today and of the last century: who names two where one is asked has named none.

use super::text::Text;

/// As many words as such a name has: "Bosnia and Herzegovina", "Central African Republic".
const WORDS_MAX: usize = 3;

/// The end of the longest state's name that begins at a word.
pub(super) fn at(text: &Text, start: usize) -> Option<usize> {
    let last = text.len().min(start + WORDS_MAX);
    let is_state = |end: &usize| STATES.binary_search(&text.between(start, *end)).is_ok();
    (start + 1..=last).rev().find(is_state)
}

// Folded and run together, in order, to be found by halving.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "afghanistan", "albania", "algeria", "andorra", "angola", "argentina", "armenia", "australia",
    "austria", "azerbaijan", "bahamas", "bahrain", "bangladesh", "barbados", "belarus", "belgium",
    "belize", "benin", "bhutan", "bolivia", "bosnia", "bosniaandherzegovina", "botswana", "brazil",
    "britain", "brunei", "bulgaria", "burkinafaso", "burma", "burundi", "cambodia", "cameroon",
    "canada", "capeverde", "centralafricanrepublic", "chile", "china", "colombia", "comoros",
    "costarica", "croatia", "cuba", "cyprus", "czechia", "czechoslovakia", "czechrepublic",
    "denmark", "djibouti", "dominica", "dominicanrepublic", "eastgermany", "easttimor", "ecuador",
    "egypt", "elsalvador", "england", "equatorialguinea", "eritrea", "estonia", "eswatini",
    "ethiopia", "fiji", "finland", "france", "gabon", "gambia", "germany", "ghana", "greatbritain",
    "greece", "grenada", "guatemala", "guinea", "guineabissau", "guyana", "haiti", "honduras",
    "hungary", "iceland", "india", "indonesia", "iran", "iraq", "ireland", "israel", "italy",
    "ivorycoast", "jamaica", "japan", "jordan", "kazakhstan", "kenya", "kiribati", "kosovo",
    "kuwait", "kyrgyzstan", "laos", "latvia", "lebanon", "lesotho", "liberia", "libya",
    "liechtenstein", "lithuania", "luxembourg", "macedonia", "madagascar", "malawi", "malaysia",
    "maldives", "mali", "malta", "mauritania", "mauritius", "mexico", "micronesia", "moldova",
    "monaco", "mongolia", "montenegro", "morocco", "mozambique", "myanmar", "namibia", "nauru",
    "nepal", "netherlands", "newzealand", "nicaragua", "niger", "nigeria", "northkorea",
    "northmacedonia", "norway", "oman", "pakistan", "palau", "palestine", "panama",
    "papuanewguinea", "paraguay", "peru", "philippines", "poland", "portugal", "qatar", "romania",
    "russia", "rwanda", "samoa", "sanmarino", "saudiarabia", "scotland", "senegal", "serbia",
    "seychelles", "sierraleone", "singapore", "slovakia", "slovenia", "solomonislands", "somalia",
    "southafrica", "southkorea", "southsudan", "sovietunion", "spain", "srilanka", "sudan",
    "suriname", "sweden", "switzerland", "syria", "taiwan", "tajikistan", "tanzania", "thailand",
    "togo", "tonga", "trinidadandtobago", "tunisia", "turkey", "turkiye", "turkmenistan", "tuvalu",
    "uganda", "uk", "ukraine", "unitedarabemirates", "unitedkingdom", "unitedstates", "uruguay",
    "us", "usa", "ussr", "uzbekistan", "vanuatu", "venezuela", "vietnam", "wales", "westgermany",
    "yemen", "yugoslavia", "zambia", "zimbabwe",
];

#[cfg(test)]
mod tests {
    use super::{STATES, at};
    use crate::quiz::judge::text::Text;

    #[test]
    fn states_are_found_whole() {
        let text = Text::new("is it South Sudan or Bosnia and Herzegovina, Zenda?");
        let found: Vec<_> = (0..text.len()).map(|start| at(&text, start)).collect();
        let expected = [
            None,
            None,
            Some(4),
            Some(4),
            None,
            Some(8),
            None,
            None,
            None,
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn states_are_in_order() {
        assert!(STATES.is_sorted());
    }
}
