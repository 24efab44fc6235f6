//! Words of English that stand around an answer without being one.

/// Whether a word says nothing of who or what is meant: hesitation, courtesy, grammar.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.binary_search(&word).is_ok()
}

/// Whether a word is a title or a part of one: it may stand before a name, and is none.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.binary_search(&word).is_ok()
}

/// Whether a word only says what kind of thing a name is of: with it or without it, the name is
/// the same.
pub(super) fn is_kind(word: &str) -> bool {
    KINDS.binary_search(&word).is_ok()
}

/// Whether a word, last of a name, is no surname: it says of what kind the thing is, or is too
/// common to name anything by itself.
pub(super) fn is_common(word: &str) -> bool {
    is_kind(word) || is_title(word) || is_filler(word) || COMMON.binary_search(&word).is_ok()
}

/// Whether a word offers a choice between its neighbours, as people who mix languages say it too.
pub(super) fn is_either(word: &str) -> bool {
    matches!(
        word,
        "or" | "ili" | "libo" | "یا" | "او" | "ya" | "oder" | "ou" | "o" | "veya" | "atau" | "lub"
    )
}

/// Whether a word stands before the names of ships.
pub(super) fn is_ship(word: &str) -> bool {
    matches!(
        word,
        "hmas" | "hmcs" | "hms" | "ins" | "pns" | "rms" | "ss" | "uss"
    )
}

/// Whether a word turns a name into another's: South Korea is not Korea.
pub(super) fn is_direction(word: &str) -> bool {
    DIRECTIONS.binary_search(&word).is_ok()
}

/// Whether a word takes back what is said of its neighbour.
pub(super) fn is_negation(word: &str) -> bool {
    NEGATIONS.binary_search(&word).is_ok()
}

/// Whether a word after a negation makes it a hesitation: "not sure", "no idea".
pub(super) fn is_doubt(word: &str) -> bool {
    DOUBTS.binary_search(&word).is_ok()
}

/// Whether a word takes back what was said before.
pub(super) fn is_correction(word: &str) -> bool {
    CORRECTIONS.binary_search(&word).is_ok()
}

// Each in order, to be found by halving.

#[rustfmt::skip]
const FILLERS: &[&str] = &[
    "100", "a", "about", "absolutely", "actually", "afaik", "ah", "all", "almost", "also", "am",
    "an", "and", "answer", "any", "approx", "approximately", "are", "around", "as", "assume", "at",
    "back", "be", "been", "being", "believe", "between", "bhai", "both", "bro", "btw", "but", "by",
    "called", "can", "certain", "certainly", "choice", "circa", "clearly", "clue", "completely",
    "correct", "could", "countries", "cuz", "def", "deffo", "definitely", "did", "do", "does",
    "dont", "dr", "dude", "duh", "dunno", "either", "entirely", "er", "erm", "exactly", "fairly",
    "fields", "final", "for", "from", "go", "going", "gonna", "gotta", "guess", "guessing", "guys",
    "haan", "had", "haha", "hai", "has", "have", "he", "hello", "her", "here", "hey", "hi", "him",
    "his", "hm", "hmm", "hmmm", "i", "id", "idea", "idk", "if", "iirc", "im", "imho", "imo", "in",
    "innit", "into", "is", "it", "its", "ive", "just", "know", "known", "let", "lets", "like",
    "lmao", "lol", "man", "mate", "may", "maybe", "me", "mean", "meaning", "means", "meet", "meets",
    "met", "might", "mistaken", "mmm", "mr", "mrs", "ms", "must", "my", "name", "named", "nations",
    "nearly", "neither", "never", "ngl", "no", "nor", "not", "obv", "obviously", "obvs", "of",
    "ofc", "oh", "ok", "okay", "on", "only", "option", "or", "our", "pal", "part", "percent",
    "perhaps", "please", "pls", "plus", "possibly", "precisely", "presumably", "pretty", "probably",
    "probs", "prolly", "quite", "really", "reckon", "remember", "right", "rofl", "roughly", "said",
    "say", "shayad", "she", "should", "so", "somebody", "someone", "something", "somewhere",
    "sorry", "suppose", "sure", "surely", "tbh", "tentatively", "tha", "than", "thank", "thanks",
    "that", "the", "their", "them", "then", "there", "these", "they", "think", "this", "tho",
    "those", "though", "thought", "thx", "to", "too", "took", "total", "totally", "uh", "uhh",
    "uhm", "um", "umm", "very", "visited", "wait", "was", "we", "well", "were", "what", "when",
    "where", "which", "who", "wild", "will", "with", "would", "wrong", "yaar", "yeah", "yep", "yes",
    "you", "your", "yup", "اور", "و", "और",
];

#[rustfmt::skip]
const TITLES: &[&str] = &[
    "actor", "actress", "admiral", "ambassador", "american", "archbishop", "army", "artist",
    "astronaut", "author", "aviator", "ayatollah", "baron", "begum", "bey", "bishop", "brigadier",
    "british", "brother", "caliph", "capital", "capt", "captain", "cardinal", "chairman",
    "chairperson", "chairwoman", "chancellor", "chief", "city", "coas", "col", "colonel",
    "commander", "commodore", "composer", "comrade", "conquistador", "constable", "corporal",
    "cosmonaut", "count", "country", "czar", "dame", "defence", "defense", "deputy", "dictator",
    "diplomat", "director", "doge", "dr", "duce", "duke", "earl", "economist", "effendi", "elector",
    "emir", "emperor", "empress", "envoy", "ex", "excellency", "explorer", "famous", "father",
    "federation", "field", "fm", "forces", "foreign", "former", "fuhrer", "gen", "general",
    "government", "governor", "ground", "head", "historian", "hms", "hon", "honourable", "imam",
    "infamous", "inventor", "islamic", "ji", "journalist", "judge", "justice", "kaiser", "khedive",
    "king", "kingdom", "lady", "lake", "late", "lawyer", "leader", "legendary", "lieutenant",
    "lord", "lt", "madame", "maharaja", "major", "marshal", "mathematician", "maulana", "mawlana",
    "mayor", "minister", "miss", "monk", "mount", "mr", "mrs", "ms", "mt", "mufti", "mullah",
    "navy", "nawab", "nizam", "notorious", "novelist", "nun", "painter", "pandit", "pasha",
    "pharaoh", "philosopher", "physicist", "pilot", "player", "playwright", "pm", "poet",
    "politician", "pope", "premier", "pres", "president", "prime", "prince", "princess", "prof",
    "professor", "queen", "rabbi", "raja", "rani", "regent", "republic", "rev", "revolutionary",
    "river", "rms", "rt", "russian", "sahab", "sahib", "saint", "sardar", "scientist", "secretary",
    "senator", "sergeant", "shah", "sheikh", "singer", "sir", "sister", "special", "spy", "ss",
    "st", "staff", "state", "sultan", "then", "town", "tsar", "uss", "vice", "viceroy", "village",
    "writer",
];

#[rustfmt::skip]
const KINDS: &[&str] = &[
    "acid", "agency", "airport", "album", "animal", "anniversary", "avenue", "award", "band",
    "bay", "beer", "bird", "book", "bread", "bridge", "castle", "cat", "cathedral", "cheese",
    "church", "city", "club", "co", "college", "company", "corporation", "county", "desert",
    "disease", "dog", "drink", "fc", "film", "fish", "flower", "fruit", "group", "hospital", "inc",
    "island", "islands", "lake", "language", "ltd", "meeting", "missile", "missiles", "mountain",
    "mountains", "movie", "mt", "musical", "novel", "ocean", "opera", "palace", "park", "party", "pass",
    "plant", "play", "prize", "province", "racecourse", "river", "road", "sauce", "school", "sea",
    "series", "show", "snake", "song", "soup", "square", "stadium", "street", "summit", "syndrome",
    "system", "systems", "tank", "tanks", "team", "tissue", "town", "tree", "university", "valley",
    "vegetable", "village", "wine",
];

#[rustfmt::skip]
const COMMON: &[&str] = &[
    "accord", "africa", "agreement", "alliance", "america", "asia", "association", "bank", "base",
    "battle", "beach", "black", "blue", "board", "boy", "brown", "campaign", "cape", "center",
    "centre", "coast", "commission", "committee", "congress", "council", "court", "cup", "day",
    "deal", "delhi", "department", "dynasty", "east", "effect", "empire", "europe", "exercise",
    "exercises", "force", "forces", "fund", "game", "games", "gate", "girl", "green", "guard",
    "gulf", "hall", "headquarters", "helicopters", "hill", "hills", "house", "interview", "island",
    "jets", "jr", "law", "leaders", "league", "line", "man", "men", "military", "ministry",
    "missile", "nations", "north", "office", "organisation", "organization", "pact", "parade",
    "parliament", "peace", "port", "post", "power", "press", "red", "rule", "senate", "service",
    "services", "ships", "south", "sr", "states", "syndicate", "talks", "technology", "theory",
    "time", "times", "tower", "treaty", "union", "visit", "wall", "war", "wars", "warships",
    "west", "white", "woman", "women", "world", "year", "years", "yellow", "york", "zealand",
];

#[rustfmt::skip]
const DIRECTIONS: &[&str] = &[
    "anti", "democratic", "east", "eastern", "equatorial", "inner", "lower", "near", "neo", "new",
    "non", "north", "northern", "opposite", "outer", "outside", "post", "pre", "pseudo", "south",
    "southern", "upper", "west", "western",
];

#[rustfmt::skip]
const NEGATIONS: &[&str] = &[
    "aint", "arent", "didnt", "doesnt", "dont", "except", "hardly", "isnt", "kein", "nahi", "nahin",
    "ne", "nein", "neither", "net", "never", "nicht", "no", "nobody", "nor", "not", "nothing",
    "unlike", "wasnt", "werent", "without", "не", "нет", "نہیں",
];

#[rustfmt::skip]
const DOUBTS: &[&str] = &[
    "certain", "clue", "confident", "doubt", "idea", "kidding", "know", "lie", "mistaken",
    "positive", "problem", "recall", "remember", "sure", "wrong",
];

#[rustfmt::skip]
const CORRECTIONS: &[&str] = &[
    "actually", "correction", "instead", "mean", "meant", "nah", "nope", "oops", "rather",
    "scratch", "sorry", "wait",
];

#[cfg(test)]
mod tests {
    use super::{COMMON, CORRECTIONS, DIRECTIONS, DOUBTS, FILLERS, KINDS, NEGATIONS, TITLES};

    #[test]
    fn words_are_in_order() {
        let lists = [
            COMMON,
            CORRECTIONS,
            DIRECTIONS,
            DOUBTS,
            FILLERS,
            KINDS,
            NEGATIONS,
            TITLES,
        ];
        for list in lists {
            let pair = list.windows(2).find(|pair| pair[0] >= pair[1]);
            assert_eq!(pair, None);
        }
    }
}
