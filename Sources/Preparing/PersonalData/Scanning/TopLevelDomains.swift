/// Endings of host names that are in use: what stands for a checksum of a mail address, and what tells a bare host from
/// two sentences without a space.
///
/// Facts of the root zone (IANA): two-letter country codes and the generic names met in practice, not all of them.
enum TopLevelDomains {
    private static let generic: Set<String> = [
        "com", "org", "net", "edu", "gov", "mil", "int", "arpa", "info", "biz", "name", "pro", "aero", "coop", "museum", "jobs", "mobi", "travel", "tel",
        "cat", "asia", "post", "xxx", "app", "dev", "page", "blog", "cloud", "online", "site", "store", "shop", "tech", "xyz", "club", "live", "news",
        "world", "email", "agency", "company", "solutions", "services", "systems", "digital", "media", "network", "group", "global", "consulting",
        "academy", "school", "university", "education", "health", "care", "clinic", "bank", "finance", "legal", "law", "london", "berlin", "paris",
        "tokyo", "nyc", "amsterdam", "wien", "hamburg", "koeln", "bayern", "eus", "gal", "scot", "wales", "ltd", "gmbh", "inc", "llc", "foundation",
        "games", "space", "website", "work", "works", "zone", "today", "team", "software", "science", "events", "guru", "expert", "design", "studio",
    ]
    private static let countries: Set<String> = Set("""
        ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co \
        cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm hn \
        hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml \
        mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs ru rw \
        sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg \
        vi vn vu wf ws ye yt za zm zw
        """.split(separator: " ").map(String.init))
    /// Two letters that a host may end in without a path: neither a word of English nor the ending of a file.
    private static let plain: Set<String> = Set(
        "uk de fr es nl eu ru cn jp br au ca ch se fi dk cz kr za tr gr pt hu ro ie nz mx ar cl il ua sg hk tw io co tv lt lv ee sk si hr bg lu".split(
            separator: " ").map(String.init))
    /// Words that are generic names too, so that `end.work` is no host.
    private static let words: Set<String> = [
        "name", "pro", "post", "live", "news", "world", "email", "company", "services", "systems", "media", "network", "group", "school", "health", "care",
        "bank", "law", "legal", "work", "works", "zone", "today", "team", "space", "games", "events", "design", "page", "store", "shop", "club", "travel",
        "science", "software", "solutions", "education", "university", "clinic", "finance", "global", "digital", "cloud", "site", "website", "cat", "jobs",
        "london", "paris", "berlin", "tokyo", "wales", "amsterdam", "tech", "expert", "guru", "inc", "ltd", "int", "app", "online", "agency", "studio",
        "foundation", "consulting", "academy", "blog", "tel", "museum", "coop", "xxx",
    ]

    static func isKnown(_ name: String) -> Bool { generic.contains(name) || countries.contains(name) }

    /// Enough to take `host.name` for an address when neither scheme nor path says so.
    static func isPlain(_ name: String) -> Bool { plain.contains(name) || generic.contains(name) && !words.contains(name) }
}
