//! What numbers count: units, currencies, and the words and signs that multiply.

use super::token::Piece;

/// What a word behind a number multiplies it by; `is_glued` tells "9m" from "9 m".
pub(super) fn scale(word: &str, is_glued: bool) -> Option<i128> {
    let word = match word {
        "k" if is_glued => "thousand",
        "m" if is_glued => "million",
        "b" if is_glued => "billion",
        _ => word,
    };
    Some(match word {
        "hundred" | "hundreds" => 100,
        "thousand" | "thousands" => 1000,
        "million" | "millions" | "mn" | "mln" | "mio" | "mil" | "миллион" | "миллиона"
        | "миллионов" | "млн" => 1_000_000,
        "billion"
        | "billions"
        | "bn"
        | "bln"
        | "billon"
        | "bilion"
        | "ارب"
        | "миллиард"
        | "миллиарда"
        | "миллиардов"
        | "млрд" => 1_000_000_000,
        "trillion" | "trillions" | "tn" | "trn" => 1_000_000_000_000,
        "lakh" | "lakhs" | "lac" => 100_000,
        "crore" | "crores" => 10_000_000,
        _ => return None,
    })
}

/// The word for a sign that stands for what a number counts.
pub(super) fn of_sign(piece: Piece<'_>) -> Option<&'static str> {
    match piece {
        Piece::Mark('$') => Some("dollars"),
        Piece::Mark('€') => Some("euros"),
        Piece::Mark('£') => Some("pounds"),
        Piece::Mark('₽') => Some("rubles"),
        Piece::Mark('₹' | '₨') => Some("rupees"),
        Piece::Mark('¥') => Some("yen"),
        Piece::Mark('%') => Some("percent"),
        _ => None,
    }
}

/// Whether a unit is money, whose name may stand before the number: "USD 5".
pub(super) fn is_money(unit: &str) -> bool {
    matches!(
        measure(unit),
        Some("dollar" | "euro" | "pound" | "ruble" | "rupee" | "yuan" | "yen")
    )
}

/// One word for each unit that measures or pays, and for states and people; none for others.
pub(super) fn measure(word: &str) -> Option<&'static str> {
    Some(match word {
        "dollar" | "dollars" | "usd" | "us$" | "bucks" | "доллар" | "доллара" | "долларов"
        | "ڈالر" => "dollar",
        "euro" | "euros" | "eur" => "euro",
        "pound" | "pounds" | "gbp" | "sterling" | "quid" => "pound",
        "ruble" | "rubles" | "rouble" | "roubles" | "rub" | "рублей" => "ruble",
        "rupee" | "rupees" | "inr" | "pkr" | "rs" => "rupee",
        "yuan" | "rmb" | "cny" => "yuan",
        "yen" | "jpy" => "yen",
        "percent" | "percentage" | "pc" | "pct" | "per" => "percent",
        "km" | "kms" | "kmh" | "kmph" | "kph" | "kilometer" | "kilometers" | "kilometre"
        | "kilometres" => "kilometre",
        "mile" | "miles" | "mi" | "mph" => "mile",
        "nautical" | "nmi" => "nautical mile",
        "m" | "metre" | "metres" | "meter" | "meters" => "metre",
        "foot" | "feet" | "ft" => "foot",
        "inch" | "inches" => "inch",
        "kiloton" | "kilotons" | "kilotonne" | "kilotonnes" | "kt" => "kiloton",
        "megaton" | "megatons" | "megatonne" | "megatonnes" | "mt" => "megaton",
        "kg" | "kgs" | "kilogram" | "kilograms" | "kilo" | "kilos" => "kilogram",
        "ton" | "tons" | "tonne" | "tonnes" => "tonne",
        "celsius" | "centigrade" | "c" => "celsius",
        "fahrenheit" | "f" => "fahrenheit",
        "kelvin" | "kelvins" => "kelvin",
        "year" | "years" | "yr" | "yrs" => "year",
        "month" | "months" => "month",
        "week" | "weeks" => "week",
        "day" | "days" => "day",
        "hour" | "hours" | "hrs" => "hour",
        "minute" | "minutes" | "mins" => "minute",
        "nation" | "nations" | "country" | "countries" | "state" | "states" => "country",
        "people" | "person" | "persons" => "person",
        "soldier" | "soldiers" | "troop" | "troops" => "soldier",
        _ => return None,
    })
}
