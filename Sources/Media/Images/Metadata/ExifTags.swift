/// Names of the tags that say something of people, places, times or devices (CIPA DC-008, tables 4 to 15; TIFF 6.0;
/// Windows' XP tags). Tags of exposure and colour are left out: nothing here asks for them.
enum ExifTags {
    /// Which directory an entry stands in; numbers mean different things in each.
    enum Group: Hashable { case picture, preview, camera, position, rules }

    /// Tags whose value is another directory.
    static let directories: [Int: Group] = [0x8769: .camera, 0x8825: .position, 0xA005: .rules, 0x014A: .picture]

    static func name(_ tag: Int, _ group: Group) -> String? {
        switch group {
        case .picture, .preview: pictures[tag] ?? cameras[tag]
        case .camera: cameras[tag] ?? pictures[tag]
        case .position: positions[tag]
        case .rules: nil
        }
    }

    private static let pictures: [Int: String] = [
        0x010D: "DocumentName", 0x010E: "ImageDescription", 0x010F: "Make", 0x0110: "Model", 0x0112: "Orientation", 0x011D: "PageName", 0x0131: "Software",
        0x0132: "DateTime", 0x013B: "Artist", 0x013C: "HostComputer", 0x0151: "TargetPrinter", 0x8298: "Copyright", 0x9C9B: "XPTitle", 0x9C9C: "XPComment",
        0x9C9D: "XPAuthor", 0x9C9E: "XPKeywords", 0x9C9F: "XPSubject", 0xC614: "UniqueCameraModel", 0xC62F: "CameraSerialNumber",
    ]

    private static let cameras: [Int: String] = [
        0x9003: "DateTimeOriginal", 0x9004: "DateTimeDigitized", 0x9010: "OffsetTime", 0x9011: "OffsetTimeOriginal", 0x9286: "UserComment", 0xA004: "RelatedSoundFile",
        0xA420: "ImageUniqueID", 0xA430: "CameraOwnerName", 0xA431: "BodySerialNumber", 0xA433: "LensMake", 0xA434: "LensModel", 0xA435: "LensSerialNumber",
        0xA436: "ImageTitle", 0xA437: "Photographer", 0xA438: "ImageEditor",
    ]

    private static let positions: [Int: String] = [
        1: "GPSLatitudeRef", 2: "GPSLatitude", 3: "GPSLongitudeRef", 4: "GPSLongitude", 5: "GPSAltitudeRef", 6: "GPSAltitude", 7: "GPSTimeStamp", 19: "GPSDestLatitudeRef",
        20: "GPSDestLatitude", 21: "GPSDestLongitudeRef", 22: "GPSDestLongitude", 27: "GPSProcessingMethod", 28: "GPSAreaInformation", 29: "GPSDateStamp",
    ]
}
