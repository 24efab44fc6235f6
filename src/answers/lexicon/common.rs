//! Short words that people use, and that are therefore no slip for a word of the base.

/// Of four and five letters; in longer words, a slip seldom makes another word.
pub const COMMON: &str = "ball bent black block book cable cake call cats cent class clock cook crime cross crown \
    dance death debit dent depth dirty dogs doubt draft drama dream dress drink drive empty \
    enemy enjoy entry equal error exist extra faith fall fault fifth fight final flame floor \
    fluid focus force forum frame fresh front fruit funny game giant glass glory goal gold \
    goods grade grand grant grass grave green gross guard guess guest guide half hall hand \
    happy hard hate head heart heat heavy hero high hill home hope horse hotel hour house \
    human idea ideal image index inner input iron join joint joke judge juice jump keep king \
    kiss knee knife knock label labor lady lake lamp land laser later laugh layer lazy learn \
    least leave left legal lemon lent less level life lift light limit line live load loan \
    local lock logic loose lose loss lost loud love lower luck lucky magic mail maker mall \
    march mark mass match math mayor meal meat metal mile milk minor minus miss mixed mode \
    model mood moon moral motor mount mouse mouth movie music name nasty near neck night \
    nine noise nose note noted novel nurse ocean offer open order pack page pain paint panel \
    paper park party pass past path peak phase phone pick pilot pink pitch pizza plan plane \
    plant plate play plot plus poem poet pole pool poor port post pound press price pride \
    print prior prize proof proud prove pull pure push queen quiet race radio rain raise \
    range rank rapid rare rate ratio read ready real refer rent rest rice rich ride ring \
    rise risk river road robot rock roof room root rope rose rough round route royal rule \
    rural rush safe salt sand save scale scan scene scope score seat seed send sense sent \
    shade shake shame shape share sharp sheet shelf shell shift shine ship shirt shock shoot \
    shop short shot shut sick sight sing sink site size skill skin sleep slip slow smart \
    smell smoke snow soft soil solid solve song soon soul sound soup south space spare speed \
    spend spite split sport spot staff stage stake stand star start stay steam steel step \
    stick stock stone stop store study stuff style sugar suit sunny super sweet swim table \
    tail tale tall task taste teach team teeth tent test third throw tide tiger tight tiny \
    tone tool touch tough tour tower track train treat tree trial tribe trick trip truck \
    truly trust truth tube turn twice twin ugly unit upper urban user usual vast visit vital \
    voice vote wage wait wake walk wall warm wash watch water wave weak wear west wheel \
    white whole wide wife wild wind wine wing wire wise wish wood word world worse worth \
    wound write wrong yard young youth zero zone";
