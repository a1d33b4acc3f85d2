/// What tags mean for people: names of EXIF, IPTC, XMP and PNG, and of documents' properties, without their prefix and in
/// small letters.
enum MetadataMeaning {
    case entity(MetadataEntity, Double)
    case date
    /// Software, makes and settings; only searched for addresses and numbers.
    case plain

    /// Of a picture.
    static func ofTag(_ name: String, isWritten: Bool) -> MetadataMeaning {
        let name = localName(name)
        if let score = people[name] { return .entity(.person, score) }
        if places.contains(name) { return .entity(.location, 0.85) }
        if devices.contains(name) { return .entity(.device, 0.85) }
        if dates.contains(name) { return .date }
        return texts.contains(name) || (isWritten && !technical.contains(name)) ? .entity(.freeText, 0.4) : .plain
    }

    /// Of a document: `Creator` is a program there.
    static func ofProperty(_ name: String) -> MetadataMeaning {
        switch name {
        case "Author", "LastModifiedBy", "Manager", "CommentAuthor": .entity(.person, 0.85)
        case "Company": .entity(.person, 0.5)
        case "CreationDate", "ModDate": .date
        case "Title", "Subject", "Keywords", "Description": .entity(.freeText, 0.4)
        default: .plain
        }
    }

    /// Of a sound or a video: names of ID3 as ffmpeg gives them, of QuickTime, Matroska, Vorbis comments and BWF.
    static func ofMedia(_ name: String) -> MetadataMeaning {
        let name = mediaName(name)
        if name.hasPrefix("location") || name.contains("gps") || places.contains(name) || mediaPlaces.contains(name) { return .entity(.location, 0.85) }
        if let score = people[name] ?? mediaPeople[name] { return .entity(.person, score) }
        if devices.contains(name) || mediaDevices.contains(name) || name.contains("serial") { return .entity(.device, 0.85) }
        if dates.contains(name) || mediaDates.contains(name) { return .date }
        return texts.contains(name) || mediaTexts.contains(name) || name.hasPrefix("lyrics") || name.hasPrefix("comment") ? .entity(.freeText, 0.4) : .plain
    }

    /// `com.apple.quicktime.author` and `AUTHOR` are `author`; a language behind (`location-eng`) is no part of it.
    static func mediaName(_ name: String) -> String {
        let name = name.lowercased(), own = name.hasPrefix("com.") ? String(name.split(separator: ".").last ?? "") : name
        guard let dash = own.lastIndex(of: "-"), own.distance(from: dash, to: own.endIndex) == 4 else { return own }
        return String(own[..<dash])
    }

    /// Of music the artist is known to all, of a recording of one's own nobody; both are told.
    private static let mediaPeople: [String: Double] = [
        "album_artist": 0.85, "albumartist": 0.85, "arranger": 0.85, "cameraman": 0.85, "composer": 0.85, "conductor": 0.85, "director": 0.85, "encoded_by": 0.85, "engineer": 0.85,
        "file_owner": 0.85, "lyricist": 0.85, "originator": 0.5, "owner": 0.85, "performer": 0.85, "producer": 0.85, "publisher": 0.5, "town": 0.85,
        "writer": 0.85, "written_by": 0.85,
    ]

    private static let mediaPlaces: Set<String> = ["iso6709", "recording_location", "xyz"]

    private static let mediaDevices: Set<String> = ["device_id", "identifier", "imei", "originator_reference", "udid", "umid", "unique_id"]

    private static let mediaDates: Set<String> = [
        "creation_time", "creationdate", "date", "date_encoded", "date_recorded", "date_tagged", "origination_date", "origination_time", "recording_date", "year",
    ]

    private static let mediaTexts: Set<String> = [
        "album", "coding_history", "displayname", "episode_id", "genre", "grouping", "information", "show", "subtitle", "summary", "synopsis", "xmp",
    ]

    private static func localName(_ name: String) -> String { String(name.split(separator: ":").last ?? "").lowercased() }

    /// Rights are as often a company's.
    private static let people: [String: Double] = [
        "artist": 0.85, "author": 0.85, "authorsposition": 0.5, "by-line": 0.85, "by-linetitle": 0.5, "cameraownername": 0.85, "captionwriter": 0.85, "contact": 0.85, "copyright": 0.5,
        "copyrightnotice": 0.5, "creator": 0.85, "credit": 0.5, "imageeditor": 0.85, "ownername": 0.85, "personinimage": 0.85, "personname": 0.85, "persondisplayname": 0.85,
        "photographer": 0.85, "rights": 0.5, "writer-editor": 0.85, "xpauthor": 0.85,
    ]

    private static let places: Set<String> = [
        "city", "contentlocationname", "country", "country-primarylocationname", "countryname", "gpsareainformation", "gpsdestlatitude", "gpsdestlongitude", "gpslatitude", "gpslongitude",
        "location", "locationname", "province-state", "provincestate", "state", "sub-location", "sublocation",
    ]

    private static let devices: Set<String> = ["bodyserialnumber", "cameraserialnumber", "hostcomputer", "imageuniqueid", "internalserialnumber", "lensserialnumber", "serialnumber"]

    private static let dates: Set<String> = [
        "createdate", "creation time", "datecreated", "datetime", "datetimedigitized", "datetimeoriginal", "digitalcreationdate", "gpsdatestamp", "gpstimestamp", "metadatadate", "modifydate",
        "time", "timecreated",
    ]

    private static let texts: Set<String> = [
        "caption-abstract", "comment", "description", "documentname", "headline", "imagedescription", "imagetitle", "instructions", "keywords", "objectname", "pagename",
        "specialinstructions", "subject", "title", "usercomment", "usercomments", "xpcomment", "xpkeywords", "xpsubject", "xptitle",
    ]

    /// Texts of PNG that programs write.
    private static let technical: Set<String> = ["software", "jpeg-colorspace", "date:create", "create", "modify", "timestamp", "icc"]
}
