//! What the engine knows of English: words that carry nothing, question words, synonyms, and
//! which way round a verb takes its people. No word here is about any fact base.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::common::COMMON;
use super::finding::Want;
use super::fold::fold;
use super::stem::stem;
use crate::facts::EntityKind;

/// Words that carry nothing in a question.
const STOP: &str = "a an the this that these those of in on at to from for by with about into onto \
    over under between among amongst during as than then so and or but if whether it its he him his \
    she her hers they them their theirs we us our ours you your yours i me my mine myself itself \
    themselves himself herself is are was were be been being am do does did done doing has have had \
    having will would shall should can could may might must ought there here whose please pls plz \
    kindly tell show give hi hello hey thanks thank thx ok okay well yes yeah any some also too very \
    just really actually exactly precisely ever yet such up out off upon per via re vs etc eh oh um \
    uh hmm lol bro dude mate sir dear madam friend anyone anybody anything everyone everybody \
    everything someone somebody something each both either whatever whichever wondering wonder \
    remember recall curious like know want need find let say me s t d m ll ve wo ca sha im ive \
    whats whos wheres whens hows thats dont didnt doesnt gonna wanna u ur r ya da de la le \
    true correct right false sure actual possible possibly maybe perhaps one two attache bot mr mrs ms dr mister please else kindly regard bout em w evening morning greetings sure trouble how mean means meaning mind \
    yo rn tho tbh btw imo ngl idk n teh sahib ji bhai yaar aur mein hai hain tha thi ka ki ke ko ne se \
    par confirm sort yrs yr и в на с по у о к от до из за это был была было были اور کی کا کے کو میں \
    سے نے ہے تھا تھی پر \
    telling well hear heard quick help assist";

/// Words that say little: they count where a fact has them and cost nothing where it has not.
const LIGHT: &str = "week weeks decade decades piece articl newspaper reader readers list lists move moves moved moving go going grow become becoming happen happened occur occurred take took taken taking place hold held holding \
    get got go went gone come came make made making do     names date dated day \
    days year years month months time times exact specific certain official officially current \
    currently now nowadays today recent recently lately latest new many much more most number \
    total overall thing things fact facts information info detail details kind type types sort \
    article text story source news mention mentioned mentions describe described explain \
    explained according state stated said says say tell told speak question answer quiz list every \
    all other others again still already   bring brought put set use used using amid \
    while within across around along after before since until till only   another same \
    own able seem seems look looks looking going happened part parts side sides way ways term \
    terms first      one two    about guy guys folks \
    person people man men woman women leader leaders official officials country countries nation \
    nations state states city town location venue body bodies organisation organization group \
    weapon weapons system systems event events  reason reasons purpose point matter issue \
    topic subject subjects situation thought think believe think opinion view report reported \
    reports reportedly claim claimed claims supposed supposedly really apparently expected  \
    involve involved involving concern concerning regarding regard related relate exactly \
                major";

/// Words that ask for a kind of thing: "which countries".
const FOCUS: &[(EntityKind, &str)] = &[
    (
        EntityKind::Person,
        "person people man men woman women guy leader leaders official officials politician \
         politicians statesman minister ministers president presidents general generals commander \
         diplomat diplomats ambassador envoy chief officer head",
    ),
    (
        EntityKind::State,
        "country countries nation nations state states power powers government governments \
         superpower neighbour neighbours neighbor neighbors rival rivals",
    ),
    (
        EntityKind::Place,
        "city cities town place places venue location locations sea region spot",
    ),
    (
        EntityKind::Organisation,
        "organisation organisations organization organizations alliance bloc group groups agency \
         body bodies outlet company armies army navy navies force forces institution",
    ),
    (
        EntityKind::Weapon,
        "weapon weapons arms hardware system systems equipment gear tank tanks missile missiles",
    ),
    (
        EntityKind::Event,
        "event events war summit conference parade",
    ),
];

/// Words that ask, with their common slips, and what they want.
const ASKING: &[(Want, &str)] = &[
    (Want::When, "when wen whn when's когда کب kab cuando"),
    (Want::Who, "who whom whos hwo кто کون kaun quien"),
    (Want::Where, "where wher whre wheres где کہاں kahan donde"),
    (Want::Why, "why wy почему зачем کیوں kyun kyon"),
    (
        Want::What,
        "what wat wht whta which wich whch что какой какая какие کیا kya",
    ),
    (
        Want::HowMany,
        "howmany howmuch сколько کتنے کتنا کتنی kitne kitna kitni",
    ),
];

/// Words of one meaning, near enough that one is asked and the other is written.
const SYNONYMS: &[&str] = &[
    "buyer buy purchaser customer",
    "buy purchase acquire acquisition procure procurement obtain shopping order get",
    "sell sale supply provide export deliver furnish",
    "supplier seller vendor provider source sell supply",
    "arms weapon weaponry armament arsenal hardware",
    "meet meeting mile mila встретились встреча ملے ملاقات encounter talk conversation chat converse speak discuss together interact",
    "sign ink conclude",
    "deal agreement accord pact contract treaty arrangement",
    "visit trip travel tour journey",
    "invite invitation",
    "start begin launch commence initiate onset kick origin open",
    "establish found create form begin start set",
    "end finish over conclude stop cease finished",
    "improve strengthen enhance deepen boost better upgrade expand grow increase develop multiply intensify",
    "tie relation relationship link bond friendship contact",
    "cooperation cooperate collaborate collaboration partnership",
    "army military troop force soldier armed",
    "navy naval fleet maritime",
    "ship warship vessel boat",
    "exercise drill manoeuvre maneuver wargame training",
    "drug narcotic",
    "jet aircraft plane warplane fighter",
    "helicopter chopper gunship",
    "missile rocket",
    "money dollar usd buck cost worth price value amount pay expensive",
    "country nation state",
    "government govt administration",
    "city town",
    "leader head chief boss",
    "attend participate join participant participation present attendee partake",
    "host organise organize stage convene organiser",
    "say state tell claim comment remark declare announce assert",
    "think believe opinion view consider regard deem judge",
    "want wish seek desire hope plan intend aim interest keen mull consider eager willing",
    "help assist support aid back",
    "war conflict battle fight combat",
    "energy power fuel gas electricity",
    "trade commerce business economic commercial economy",
    "shortage lack deficit scarcity short",
    "surplus excess abundance plenty",
    "reduce cut lower decrease lessen shrink ease",
    "reliance rely depend dependence dependency",
    "past history former",
    "celebrate mark commemorate anniversary jubilee",
    "picture photo footage image camera photograph",
    "smile grin",
    "lunch meal dinner",
    "beat defeat counter overcome penetrate evade bypass",
    "accuracy accurate precise precision pinpoint",
    "praise appreciate applaud commend laud admire compliment",
    "terrorism terror terrorist militancy",
    "change shift alter transform",
    "disintegration disintegrate collapse breakup dissolution fall",
    "worst bad low lowest nadir",
    "ally partner friend friendly close",
    "enemy rival foe opponent adversary",
    "region area zone",
    "big large great huge major biggest largest main principal chief key leading primary",
    "policy approach stance line",
    "border neighbour neighbouring adjacent adjoin",
    "respect esteem",
    "goal target aim objective purpose",
    "build construct make produce manufacture",
    "indigenous homegrown domestic local",
    "hit strike target attack",
    "show display demonstrate",
    "regular routine frequent",
    "consultation consult",
    "breakthrough progress success achievement accomplishment",
    "representative delegate delegation envoy",
    "prosperity prosperous wealth",
    "stability stable",
    "initiative effort proposal",
    "diplomacy diplomatic diplomat",
    "economy economic",
    "leader lead command commander",
    "spouse wife husband marry married",
    "born birth birthplace",
    "die death dead",
    "film movie",
    "character play portray role",
    "live residence lived home",
    "education school college university study attend",
    "profession job occupation career work",
    "currency money",
    "child son daughter kid",
    "parent father mother dad mom",
    "sibling brother sister",
    "contained located location lie situated",
    "official governing officeholder",
    "adjoin border neighbour",
    "nationality citizenship",
    "founder found start",
    "genre music kind style type",
    "written write author wrote book novel",
];

/// Verbs whose doer gets the thing, and whose "from" names who gives it.
const GETTING: &str = "buy purchase acquire procure obtain order import";

/// Verbs whose doer gives the thing away, and whose "to" names who gets it.
const GIVING: &str = "sell supply provide export deliver";

/// Verbs whose doer acts, and is not just one of those who take part.
const ACTING: &str = "host organise convene invite launch";

/// Verbs whose doer speaks.
const SAYING: &str = "say tell claim declare announce state remark";

/// Verbs that one person does for many: who led a delegation is somebody, and not a state.
const PERSONAL: &str = "represent lead head chair command photograph";

/// Verbs whose doers and others are equals, so that their order says nothing.
const EQUAL: &str = "receive welcome meet talk chat speak discuss sign agree cooperate work fight share border trade";

/// Words that so many things are called that a thing has to be told by another.
const GENERIC: &str = "superpower government governments neighbour neighbours neighbor neighbors rival rivals weapon weapons arms hardware system systems equipment gear country countries nation \
    nations state states power powers person people person man men woman women guy city cities \
    town place places location locations event events organisation organisations organization \
    organizations group groups body bodies leader leaders official officials";

/// Titles of offices: with a state or a word before it that is not known, nobody known is meant.
const OFFICES: &str = "minister president premier chancellor king queen emperor ambassador envoy secretary \
    chief commander general admiral marshal governor spokesman spokesperson spokeswoman director \
    chairman pm prez captain adviser advisor senator leader ruler boss";

/// Words that make another office of a title: "deputy minister", "former president".
const OFFICE_QUALIFIERS: &str = "vice deputy former ex next previous first interior defence defense finance \
    home trade health energy acting naval air";

/// Which part a verb's doer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// The doer gets something.
    Getting,
    /// The doer gives something away.
    Giving,
    /// The doer alone acts.
    Acting,
    /// The doer speaks.
    Saying,
    /// The doer is one person.
    Personal,
    /// Doer and others are equals.
    Equal,
}

/// What is known of one word.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// It carries nothing.
    pub stop: bool,
    /// It says little.
    pub light: bool,
    /// It asks for this.
    pub asks: Option<Want>,
    /// After "which", it asks for this kind of thing.
    pub focus: Option<EntityKind>,
    /// It is the title of an office.
    pub office: bool,
    /// Too many things are called so for it to tell one.
    pub generic: bool,
}

static ENTRIES: LazyLock<FxHashMap<String, Entry>> = LazyLock::new(|| {
    let mut entries: FxHashMap<String, Entry> = FxHashMap::default();
    let mut each = |words: &'static str, set: &dyn Fn(&mut Entry)| {
        words
            .split_whitespace()
            .for_each(|word| set(entries.entry(fold(word)).or_default()));
    };
    each(STOP, &|entry| entry.stop = true);
    each(LIGHT, &|entry| entry.light = true);
    each(OFFICES, &|entry| entry.office = true);
    each(GENERIC, &|entry| entry.generic = true);
    each(COMMON, &|_| ());
    for (want, words) in ASKING {
        each(words, &|entry| entry.asks = Some(*want));
    }
    for (kind, words) in FOCUS {
        each(words, &|entry| entry.focus = Some(*kind));
    }
    entries
});

static GROUPS: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut groups: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for group in SYNONYMS {
        let stems: Vec<String> = group
            .split_whitespace()
            .map(|word| stem(&fold(word)))
            .collect();
        for own in &stems {
            let others = groups.entry(own.clone()).or_default();
            for other in &stems {
                if other != own && !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
    }
    groups
});

static VERBS: LazyLock<FxHashMap<String, Verb>> = LazyLock::new(|| {
    [
        (GETTING, Verb::Getting),
        (GIVING, Verb::Giving),
        (ACTING, Verb::Acting),
        (SAYING, Verb::Saying),
        (PERSONAL, Verb::Personal),
        (EQUAL, Verb::Equal),
    ]
    .into_iter()
    .flat_map(|(words, verb)| words.split_whitespace().map(move |word| (stem(word), verb)))
    .collect()
});

/// What is known of a folded word.
pub fn entry(word: &str) -> Option<&'static Entry> {
    ENTRIES.get(word)
}

/// Whether a folded word carries nothing.
pub fn is_stop(word: &str) -> bool {
    entry(word).is_some_and(|entry| entry.stop)
}

/// Whether a folded word before a title makes another office of it.
pub fn qualifies_office(word: &str) -> bool {
    OFFICE_QUALIFIERS
        .split_whitespace()
        .any(|qualifier| qualifier == word)
}

/// The stems of words that mean nearly the same.
pub fn synonyms(stem: &str) -> &'static [String] {
    GROUPS.get(stem).map_or(&[], Vec::as_slice)
}

/// What is known of a verb, by its stem.
pub fn verb(stem: &str) -> Option<Verb> {
    VERBS.get(stem).copied()
}

/// The word that carries little or nothing and that a slip is nearest to.
pub fn nearest(word: &str) -> Option<&'static str> {
    /// In shorter words, a neighbour is more often another word.
    const CHARS_MIN: usize = 5;
    if word.chars().count() < CHARS_MIN {
        return nearest_asking(word);
    }
    let known = ENTRIES.keys().filter(|known| {
        known.len().abs_diff(word.len()) <= 1
            && known.chars().next() == word.chars().next()
            && strsim::osa_distance(known, word) == 1
    });
    // The least, for the map has no order.
    known.min().map(String::as_str)
}

/// The asking word that a short word is a slip for: "wjat", "whne", "whem".
fn nearest_asking(word: &str) -> Option<&'static str> {
    let asking = ["when", "what", "where", "which", "whom"];
    let is_near = |asking: &&str| word.starts_with('w') && strsim::osa_distance(asking, word) == 1;
    asking.into_iter().find(is_near)
}

/// Whether a word is known at all, and so is no slip for another.
pub fn is_known(word: &str, stem: &str) -> bool {
    ENTRIES.contains_key(word) || GROUPS.contains_key(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_go_both_ways_and_leave_the_word_itself_out() {
        for (word, others) in GROUPS.iter() {
            assert!(!others.contains(word), "{word}");
            for other in others {
                assert!(GROUPS[other].contains(word), "{word} and {other}");
            }
        }
    }

    #[test]
    fn forms_of_a_verb_are_known() {
        assert_eq!(verb(&stem("bought")), Some(Verb::Getting));
        assert_eq!(verb(&stem("sold")), Some(Verb::Giving));
        assert_eq!(verb(&stem("met")), Some(Verb::Equal));
        assert_eq!(verb(&stem("invited")), None);
    }
}
