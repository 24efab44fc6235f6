//! The words themselves. No word here is about any fact base.

use crate::answers::Want;
use crate::facts::EntityKind;

/// Words that carry nothing in a question.
pub const STOP: &str = "a about abt actual actually ahead alongside also although am amidst among amongst an and \
    any anybody anymore anyone anything anyway anyways anywhere apologies approximately are \
    arent as assist at attache aur basically bcoz be been beforehand being besides between \
    bhai bot both bout bro btw btwn but by ca can cannot cant certainly clearly confirm \
    correct cos could couldnt coz curious cuz d da dat de dear definitely despite did didnt \
    dis do does doesnt doing done dont dr dude during each eh either else elsewhere em etc \
    even evening ever everybody everyone everything everywhere exactly except excuse false \
    find for fr frankly frm from furthermore gimme give gonna gotta grateful greetings guys \
    had hadnt hai hain has hasnt have havent having he hear heard hello help hence her here \
    hereby hers herself hes hey hi him himself his hiya hmm honestly how howdy however hows \
    i id idk if ill im imo in into is isnt it itd itll its itself ive ji just ka ke ki \
    kindly know ko la le lemme let lets letting like literally ll lol m madam mate may maybe \
    me mean meaning means meanwhile mein might mind mine mister moreover morning mr mrs ms \
    must my myself n ne nearly need nevertheless ngl nonetheless nowhere obviously of off oh \
    ok okay on one onto or otherwise ought our ours out over par pardon per perhaps please \
    pls plz possible possibly precisely quick quite r re really recall regard remember right \
    rn roughly s sahib say se seriously sha shall she shes should shouldnt show simply sir \
    so some somebody somehow someone something somewhat somewhere sorry sort such sure t tbh \
    teh tell telling tha than thank thanks that thats the their theirs them themselves then \
    there thereby therefore these they theyd theyll theyre theyve thi this tho those though \
    throughout thru thus thx to too trouble true two u uh um under unless up upon ur us ve \
    very via vs w wanna want was wasnt we well were werent weve whatever whats whatsoever \
    whenever whens whereas wherever whether whichever whoever whomever whose wid will with \
    wo wonder wondering wont would wouldnt ya yaar yeah yes yet yo you youd youll your youre \
    yours youve был была были было в до за и из к на о от по с у это اور تھا تھی سے میں نے \
    پر کا کو کی کے ہے";

/// Words that say little: they count where a fact has them and cost nothing where it has not.
pub const LIGHT: &str = "able above according across after afterward afterwards again all allegedly almost along \
    already always amid another answer apparently around article author bear bears \
    become becoming before believe below beside beyond bodies body bore bring brought came \
    certain cite cited cites city claim claimed claims columnist come comes coming commonly \
    concern concerning confirmed contain contains countries country current currently date \
    dated day days decade decades describe described detail details duo event events every \
    exact expected explain explained fact facts figure figures first folks forward generally \
    get go going gone good got group grow guy happen happened held hold holding include \
    included includes info information instead involve involved involving issue issues kind \
    largely lately latest leader leaders list lists location look looking looks made mainly \
    major make making man many matter matters men mention mentioned mentions month months \
    more most mostly move moved moves moving much namely names nation nations new news \
    newspaper nice now nowadays number occupied occupies occupy occur occurred official \
    officially officials often only opinion organisation organization other others overall \
    own pair paragraph paragraphs part partly parts people person piece pieces place point \
    presumably purpose put question quiz quote quoted quotes rather reach reached reaches \
    reader readers reason reasons recent recently regarding relate related report reported \
    reportedly reports respective respectively said same says seem seems serve served serves \
    serving set side sides since situation sometimes source speak specific state stated \
    states still story subject subjects supposed supposedly system systems take taken taking \
    term terms text thereafter thing things think thought till time times today told took \
    topic topics total toward towards town tried try trying type types unable until use used \
    using usually venue view way ways weapon weapons week weeks went while widely within \
    woman women writer year years";

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
        "capital capitals city cities town place places venue location locations sea region spot",
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

/// Verbs whose doer gets the thing, and whose "from" names who gives it.
pub const GETTING: &str = "acquire borrow buy import obtain order procure purchase";

/// Verbs whose doer gives the thing away, and whose "to" names who gets it.
pub const GIVING: &str = "deliver export lend provide sell supply";

/// Verbs whose doer acts, and is not just one of those who take part.
pub const ACTING: &str = "attack begin break build cancel convene design host invent invite launch manufacture organise produce start";

/// Verbs whose doer speaks.
pub const SAYING: &str = "announce claim declare demand mention propose react remark reply respond say state \
    suggest tell warn whisper";

/// Verbs that one person does for many: who led a delegation is somebody, and not a state.
pub const PERSONAL: &str = "chair command head lead photograph represent";

/// Verbs whose doers and others are equals, so that their order says nothing.
pub const EQUAL: &str = "agree border chat cooperate discuss fight meet receive share sign speak talk trade \
    welcome work";

/// Words that so many things are called that a thing has to be told by another.
pub const GENERIC: &str = "agency alliance arms bloc bodies body cities city company countries country equipment \
    event events gear government governments group groups guy hardware leader leaders \
    location locations man men nation nations neighbor neighbors neighbour neighbours \
    official officials organisation organisations organization organizations outlet people \
    person place places power powers state states superpower system systems town weapon \
    weapons woman women";

/// Titles of offices: with a state or a word before it that is not known, nobody known is meant.
pub const OFFICES: &str = "admiral adviser advisor ambassador boss captain chairman chancellor chief commander \
    director emperor envoy general governor king leader marshal minister pm premier \
    president prez queen ruler secretary senator spokesman spokesperson spokeswoman";

/// Verbs that lead to another verb or to a noun, which tells what happens: "began to change".
pub const ASPECT: &str =
    "agree begin continue decide exchange expect hope keep plan start try want wish";

/// Words that ask for somebody's office: "what position does the general hold".
pub const JOBS: &str =
    "appointment capacity designation job occupation office position post rank role title";

/// Words that make another office of a title: "deputy minister", "former president".
pub const OFFICE_QUALIFIERS: &str = "acting air defence defense deputy energy ex finance first former health home interior \
    naval next previous trade vice";
