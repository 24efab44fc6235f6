//! Short words that people use, and that are therefore no slip for a word of the base.

/// Of four and five letters; in longer words, a slip seldom makes another word.
pub const COMMON: &str = "book look cook wall ball call tall fall mall sent went lent bent cent dent tent rent \
    light night might sight tight black block stock clock shock white while whole green house \
    horse mouse water later paper table cable music magic movie party pizza phone plane plant plate \
    space voice noise price prize drive drink dream sleep sweet sheet shirt short shoot sport store \
    story study stuff style sugar sunny super taste teach teeth think third throw tiger total touch \
    tough tower track train treat trial tribe trick truck truly trust truth twice under until upper \
    urban usual visit vital watch wheel world worse worth wound write wrong young youth cats dogs \
    cake game goal gold good half hall hand hard hate head heat hero high hill home hope hour idea \
    iron join joke jump keep king kiss knee lady lake lamp land lazy left less life lift like line \
    list live load loan lock lose loss lost loud love luck mail mark mass math meal meat milk mile \
    mine miss mode mood moon name near neck news nice nine nose note open pack page pain pair park \
    pass past path peak pick pink plan play plot plus poem poet pole pool poor port post pull pure \
    push race rain rank rare rate read real rest rice rich ride ring rise risk road rock roof room \
    root rope rose rule rush safe salt sand save scan seat seed send ship shop shot shut sick sing \
    sink site size skin slip slow snow soft soil song soon sort soul soup spot star stay step stop \
    such suit swim tail tale task team term test text tide till tiny tone tool tour town tree trip \
    tube turn twin ugly unit upon user vast vote wage wait wake walk warm wash wave weak wear week \
    west wide wife wild wind wine wing wire wise wish wood word yard zero zone class glass grass \
    cross crime crown dance death debit depth dirty doubt draft drama dress empty enemy enjoy entry \
    equal error exist extra faith fault fifth fight final flame floor fluid focus force forum frame \
    fresh front fruit funny giant glory goods grade grand grant grave gross guard guess guest guide \
    happy heart heavy hotel human ideal image index inner input joint judge juice knife knock label \
    labor laser laugh layer learn least leave legal lemon level limit local logic loose lower lucky \
    maker march match mayor metal minor minus mixed model moral motor mount mouth nasty noted novel \
    nurse ocean offer often order paint panel phase piece pilot pitch pound press pride print prior \
    proof proud prove queen quiet radio raise range rapid ratio reach ready refer river robot rough \
    round route royal rural scale scene scope score sense serve shade shake shame shape share sharp \
    shelf shell shift shine skill smart smell smoke solid solve sorry sound south spare speed spend \
    spite split staff stage stake stand start steam steel stick stone";
