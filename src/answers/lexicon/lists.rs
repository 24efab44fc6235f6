//! The words themselves. No word here is about any fact base.

use crate::answers::Want;
use crate::facts::EntityKind;

/// Words that carry nothing in a question.
pub const STOP: &str = "a an the this that these those of in on at to from for by with about into onto \
    over under between among amongst during as than then so and or but if whether it its he him his \
    she her hers they them their theirs we us our ours you your yours i me my mine myself itself \
    themselves himself herself is are was were be been being am do does did done doing has have had \
    having will would shall should can could may might must ought there here whose please pls plz \
    kindly tell show give hi hello hey thanks thank thx ok okay well yes yeah any some also too very \
    just really actually exactly precisely ever yet such up out off upon per via re vs etc eh oh um \
    uh hmm lol bro dude mate sir dear madam anyone anybody anything everyone everybody \
    everything someone somebody something each both either whatever whichever wondering wonder \
    remember recall curious like know want need find let say me s t d m ll ve wo ca sha im ive \
    whats whos wheres whens hows thats dont didnt doesnt gonna wanna u ur r ya da de la le \
    true correct right false sure actual possible possibly maybe perhaps one two attache bot mr mrs ms dr mister please else kindly regard bout em w evening morning greetings sure trouble how mean means meaning mind \
    yo rn tho tbh btw imo ngl idk n teh sahib ji bhai yaar aur mein hai hain tha thi ka ki ke ko ne se \
    par confirm sort besides и в на с по у о к от до из за это был была было были اور کی کا کے کو میں \
    سے نے ہے تھا تھی پر \
    telling well hear heard quick help assist";

/// Words that say little: they count where a fact has them and cost nothing where it has not.
pub const LIGHT: &str = "week weeks decade decades piece articl newspaper reader readers list lists move moves moved moving go going grow become becoming happen happened occur occurred take took taken taking place hold held holding \
    get got go went gone   make made making do     names date dated day \
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
pub const FOCUS: &[(EntityKind, &str)] = &[
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
pub const ASKING: &[(Want, &str)] = &[
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
pub const SYNONYMS: &[&str] = &[
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
    "help assist support aid",
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
    "disintegration disintegrate dissolve collapse breakup dissolution fall",
    "worst bad low lowest nadir",
    "ally partner friend friendly close",
    "enemy rival foe opponent adversary",
    "region area zone",
    "big large great huge major biggest largest main principal chief key leading primary",
    "policy approach stance line",
    "border neighbour neighbouring adjacent adjoin",
    "respect esteem",
    "goal target aim objective purpose",
    "build construct produce manufacture",
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
pub const GETTING: &str = "borrow buy purchase acquire procure obtain order import";

/// Verbs whose doer gives the thing away, and whose "to" names who gets it.
pub const GIVING: &str = "lend sell supply provide export deliver";

/// Verbs whose doer acts, and is not just one of those who take part.
pub const ACTING: &str = "host organise convene invite launch";

/// Verbs whose doer speaks.
pub const SAYING: &str = "say tell claim declare announce state remark";

/// Verbs that one person does for many: who led a delegation is somebody, and not a state.
pub const PERSONAL: &str = "represent lead head chair command photograph";

/// Verbs whose doers and others are equals, so that their order says nothing.
pub const EQUAL: &str = "receive welcome meet talk chat speak discuss sign agree cooperate work fight share border trade";

/// Words that so many things are called that a thing has to be told by another.
pub const GENERIC: &str = "neighbour neighbours neighbor neighbors superpower government governments outlet agency alliance bloc company weapon weapons arms hardware system systems equipment gear country countries nation \
    nations state states power powers person people person man men woman women guy city cities \
    town place places location locations event events organisation organisations organization \
    organizations group groups body bodies leader leaders official officials";

/// Titles of offices: with a state or a word before it that is not known, nobody known is meant.
pub const OFFICES: &str = "minister president premier chancellor king queen emperor ambassador envoy secretary \
    chief commander general admiral marshal governor spokesman spokesperson spokeswoman director \
    chairman pm prez captain adviser advisor senator leader ruler boss";

/// Words that make another office of a title: "deputy minister", "former president".
pub const OFFICE_QUALIFIERS: &str = "vice deputy former ex next previous first interior defence defense finance \
    home trade health energy acting naval air";
