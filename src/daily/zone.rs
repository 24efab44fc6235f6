//! Time zones by the names that people have for them.

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

/// The most names that are suggested: as many as are read.
const SUGGESTED_MAX: usize = 5;

/// What a text says of a zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Zone {
    /// It is the zone of this name.
    Found(String),
    /// It may be one of these, the likeliest first; nothing where it is like none.
    Unclear(Vec<String>),
}

/// The zone that a text means: a name of the IANA database in any case, its city, or an
/// abbreviation; for an offset from UTC, the zones that have it at that moment.
pub fn find(zones: &TimeZoneDatabase, text: &str, at: Timestamp) -> Zone {
    let text = text.trim();
    let names: Vec<String> = zones.available().map(|name| name.to_string()).collect();
    let is_it = |name: &&String| name.eq_ignore_ascii_case(text);
    if let Some(name) = names.iter().find(is_it) {
        return Zone::Found(name.clone());
    }
    let wanted = key(text);
    if let Some((_, zones)) = SHORT.iter().find(|(short, _)| *short == wanted) {
        return match zones {
            [only] => Zone::Found((*only).to_owned()),
            several => Zone::Unclear(several.iter().map(ToString::to_string).collect()),
        };
    }
    if let Some(offset) = offset(text) {
        let has_it = |name: &&str| {
            let zone = zones.get(name);
            zone.is_ok_and(|zone: TimeZone| zone.to_offset(at) == offset)
        };
        let fitting = PRINCIPAL.iter().copied().filter(has_it);
        return Zone::Unclear(fitting.take(SUGGESTED_MAX).map(str::to_owned).collect());
    }
    // "Karachi" of "Asia/Karachi"; "Indiana/Knox" has more parts.
    let city = |name: &str| name.rsplit_once('/').map(|(_, city)| key(city));
    let of_city: Vec<&String> = names
        .iter()
        .filter(|name| city(name).is_some_and(|city| city == wanted))
        .collect();
    match of_city.as_slice() {
        [] => Zone::Unclear(near(&names, &wanted)),
        [only] => Zone::Found((*only).clone()),
        several => Zone::Unclear(
            several
                .iter()
                .copied()
                .take(SUGGESTED_MAX)
                .cloned()
                .collect(),
        ),
    }
}

/// The names whose city, or all, is nearly what is wanted.
fn near(names: &[String], wanted: &str) -> Vec<String> {
    /// More wrong letters than these, and it is another word.
    const SLIPS_MAX: usize = 2;
    let distance = |name: &String| {
        let city = name
            .rsplit_once('/')
            .map_or(name.as_str(), |(_, city)| city);
        let (name, city) = (key(name), key(city));
        let begins = city.starts_with(wanted) && wanted.len() > 2;
        let slips = strsim::damerau_levenshtein(&city, wanted);
        let slips = slips.min(strsim::damerau_levenshtein(&name, wanted));
        // Of a short word, two letters are most.
        let most = SLIPS_MAX.min(wanted.chars().count() / 3);
        (begins || slips <= most).then_some(if begins { 0 } else { slips })
    };
    let mut near: Vec<(usize, &String)> = names
        .iter()
        .filter_map(|name| Some((distance(name)?, name)))
        .collect();
    near.sort();
    near.into_iter()
        .take(SUGGESTED_MAX)
        .map(|(_, name)| name.clone())
        .collect()
}

/// Letters and digits alone, in small letters.
fn key(text: &str) -> String {
    let letters = text.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The offset that a text is: `UTC+5`, `GMT-3:30`, `+0530`.
fn offset(text: &str) -> Option<Offset> {
    let text = text.to_lowercase();
    let bare = text
        .strip_prefix("utc")
        .or_else(|| text.strip_prefix("gmt"));
    let bare = bare.unwrap_or(&text).trim();
    let (sign, digits) = match bare.chars().next()? {
        '+' => (1, &bare[1..]),
        '-' => (-1, &bare[1..]),
        '−' => (-1, &bare['−'.len_utf8()..]),
        _ => return None,
    };
    let digits = digits.trim();
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let is_real = hours < 24 && minutes < 60;
    is_real.then(|| Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok())?
}

/// What people write for a zone that is neither its name nor its city.
#[rustfmt::skip]
const SHORT: &[(&str, &[&str])] = &[
    ("acst", &["Australia/Adelaide"]), ("aedt", &["Australia/Sydney"]), ("aest", &["Australia/Sydney"]),
    ("aft", &["Asia/Kabul"]), ("akst", &["America/Anchorage"]), ("art", &["America/Argentina/Buenos_Aires"]),
    ("awst", &["Australia/Perth"]), ("brt", &["America/Sao_Paulo"]),
    ("bst", &["Europe/London", "Asia/Dhaka"]), ("cat", &["Africa/Maputo"]),
    ("cest", &["Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"]),
    ("cet", &["Europe/Berlin", "Europe/Paris", "Europe/Madrid", "Europe/Rome"]),
    ("cdt", &["America/Chicago", "America/Havana"]), ("cst", &["America/Chicago", "Asia/Shanghai", "America/Havana"]),
    ("eat", &["Africa/Nairobi"]), ("edt", &["America/New_York"]),
    ("eest", &["Europe/Kyiv", "Europe/Bucharest", "Europe/Athens"]),
    ("eet", &["Europe/Kyiv", "Europe/Bucharest", "Europe/Athens"]), ("est", &["America/New_York"]),
    ("et", &["America/New_York"]), ("gmt", &["UTC", "Europe/London"]), ("gst", &["Asia/Dubai"]),
    ("hkt", &["Asia/Hong_Kong"]), ("hst", &["Pacific/Honolulu"]), ("idt", &["Asia/Jerusalem"]),
    ("india", &["Asia/Kolkata"]), ("irst", &["Asia/Tehran"]),
    ("ist", &["Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"]), ("japan", &["Asia/Tokyo"]),
    ("jst", &["Asia/Tokyo"]), ("kst", &["Asia/Seoul"]), ("london", &["Europe/London"]),
    ("mdt", &["America/Denver"]), ("moscowtime", &["Europe/Moscow"]), ("msk", &["Europe/Moscow"]),
    ("mst", &["America/Denver", "America/Phoenix"]), ("mmt", &["Asia/Yangon"]), ("npt", &["Asia/Kathmandu"]),
    ("nst", &["America/St_Johns"]), ("nzdt", &["Pacific/Auckland"]), ("nzst", &["Pacific/Auckland"]),
    ("pakistan", &["Asia/Karachi"]), ("pdt", &["America/Los_Angeles"]), ("pht", &["Asia/Manila"]),
    ("pkt", &["Asia/Karachi"]), ("pst", &["America/Los_Angeles", "Asia/Manila"]), ("pt", &["America/Los_Angeles"]),
    ("sast", &["Africa/Johannesburg"]), ("sgt", &["Asia/Singapore"]), ("trt", &["Europe/Istanbul"]),
    ("utc", &["UTC"]), ("uzt", &["Asia/Tashkent"]), ("wat", &["Africa/Lagos"]), ("west", &["Europe/Lisbon"]),
    ("wet", &["Europe/Lisbon"]), ("wib", &["Asia/Jakarta"]), ("z", &["UTC"]), ("zulu", &["UTC"]),
];

/// Of each offset the zones in which most people live, those first.
#[rustfmt::skip]
const PRINCIPAL: &[&str] = &[
    "Asia/Shanghai", "Asia/Kolkata", "Asia/Karachi", "America/New_York", "Asia/Jakarta", "Africa/Lagos",
    "America/Sao_Paulo", "Asia/Dhaka", "Europe/Moscow", "Africa/Cairo", "America/Mexico_City", "Asia/Tokyo",
    "Africa/Addis_Ababa", "Asia/Manila", "Europe/Istanbul", "Africa/Kinshasa", "Asia/Ho_Chi_Minh", "Asia/Tehran",
    "Europe/Berlin", "Europe/London", "Europe/Paris", "Asia/Bangkok", "Africa/Johannesburg", "Africa/Nairobi",
    "Europe/Rome", "Asia/Yangon", "Asia/Seoul", "America/Bogota", "Europe/Madrid", "America/Chicago",
    "America/Los_Angeles", "America/Argentina/Buenos_Aires", "Asia/Kabul", "Europe/Kyiv", "Asia/Tashkent",
    "Asia/Riyadh", "Asia/Baghdad", "America/Lima", "Africa/Casablanca", "Asia/Kathmandu", "America/Caracas",
    "America/Santiago", "Asia/Almaty", "Asia/Dubai", "America/Denver", "Australia/Sydney", "America/Halifax",
    "Asia/Yekaterinburg", "Asia/Novosibirsk", "Asia/Colombo", "Europe/Lisbon", "Africa/Abidjan", "UTC",
    "Asia/Vladivostok", "Australia/Brisbane", "Asia/Baku", "Asia/Tbilisi", "America/Phoenix", "Australia/Adelaide",
    "Pacific/Auckland", "America/St_Johns", "America/Anchorage", "Pacific/Honolulu", "Atlantic/Azores",
    "Asia/Kamchatka", "Asia/Magadan", "America/Noronha", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    "Australia/Eucla", "Pacific/Chatham", "Pacific/Marquesas", "Australia/Lord_Howe",
];

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZoneDatabase;

    use super::{PRINCIPAL, SHORT, Zone, find};

    fn check(text: &str, expected: &str) {
        let winter = Timestamp::from_second(1_767_268_800).expect("a moment");
        let found = match find(&TimeZoneDatabase::bundled(), text, winter) {
            Zone::Found(name) => name,
            Zone::Unclear(names) => format!("? {}", names.join(" ")),
        };
        assert_eq!(found.trim_end(), expected, "{text}");
    }

    #[test]
    fn zones_are_found_by_what_people_call_them() {
        check("Asia/Karachi", "Asia/Karachi");
        check("asia/karachi", "Asia/Karachi");
        check("Karachi", "Asia/Karachi");
        check("new york", "America/New_York");
        check("pkt", "Asia/Karachi");
        check("PKT", "Asia/Karachi");
        check("utc", "UTC");
        check("Etc/GMT-5", "Etc/GMT-5");
    }

    #[test]
    fn what_is_unclear_leads_to_names() {
        check(
            "UTC+5",
            "? Asia/Karachi Asia/Tashkent Asia/Almaty Asia/Yekaterinburg",
        );
        check("gmt +5:30", "? Asia/Kolkata Asia/Colombo");
        check("-0330", "? America/St_Johns");
        check("IST", "? Asia/Kolkata Europe/Dublin Asia/Jerusalem");
        check("karach", "? Asia/Karachi");
        check("Karachhi", "? Asia/Karachi");
        check("Asia/Karchi", "? Asia/Karachi");
        check("UTC+25", "?");
        check("zenda", "?");
        check("", "?");
        check("+", "?");
        check("é", "?");
    }

    #[test]
    fn every_zone_that_is_offered_is_there() {
        let zones = TimeZoneDatabase::bundled();
        let offered = SHORT.iter().flat_map(|(_, zones)| *zones).chain(PRINCIPAL);
        for name in offered {
            assert!(zones.get(name).is_ok(), "{name}");
        }
    }
}
