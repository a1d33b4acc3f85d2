import Foundation

@testable import Media

/// Documents written by hand, byte by byte.
enum DocumentFiles {
    /// A PDF with a right index. `pages` are contents of pages of 200 x 100 points.
    static func pdf(_ pages: [String], extra: [String] = [], catalog: String = "", page attributes: String = "", trailer: String = "") -> [UInt8] {
        var objects = ["<< /Type /Catalog /Pages 2 0 R \(catalog) >>"]
        objects.append("<< /Type /Pages /Count \(pages.count) /Kids [\(pages.indices.map { "\(4 + $0 * 2) 0 R" }.joined(separator: " "))] >>")
        objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
        for (place, content) in pages.enumerated() {
            objects.append("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] \(attributes) /Resources << /Font << /F 3 0 R >> >> /Contents \(5 + place * 2) 0 R >>")
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        objects += extra
        var file = "%PDF-1.4\n", places: [Int] = []
        for (place, object) in objects.enumerated() {
            places.append(file.utf8.count)
            file += "\(place + 1) 0 obj\n\(object)\nendobj\n"
        }
        let index = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for place in places { file += String(repeating: "0", count: 10 - "\(place)".count) + "\(place) 00000 n \n" }
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R \(trailer) >>\nstartxref\n\(index)\n%%EOF\n"
        return Array(file.utf8)
    }

    static func shown(_ text: String) -> String { "BT /F 12 Tf 20 40 Td (\(text)) Tj ET" }

    static let letter = pdf([shown("Dear reader, all is well here"), shown("Page two: goodbye & <thanks>")])

    /// A picture of one gray dot, stretched over the page.
    static let scan = pdf(["q 200 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \u{7F} EI Q"])

    /// Its password is known to nobody: the checks of it are all zeros.
    static let locked = pdf(
        [shown("secret")],
        trailer: "/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <\(String(repeating: "00", count: 32))> /U <\(String(repeating: "00", count: 32))> >>")

    static func number(_ value: Int, _ size: Int) -> [UInt8] { (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) } }

    /// A zip file of stored parts, or of parts packed already (`method` 8).
    static func zip(_ parts: [(name: String, content: [UInt8], packed: [UInt8]?)]) -> [UInt8] {
        var file: [UInt8] = [], directory: [UInt8] = []
        for part in parts {
            let packed = part.packed ?? part.content, method = part.packed == nil ? 0 : 8
            let usual = number(20, 2) + number(0, 2) + number(method, 2) + number(0, 4) + number(Int(Checksum.crc32(part.content)), 4) + number(packed.count, 4)
                + number(part.content.count, 4) + number(part.name.utf8.count, 2) + number(0, 2)
            directory += number(0x0201_4B50, 4) + number(20, 2) + usual + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 4) + number(file.count, 4) + Array(part.name.utf8)
            file += number(0x0403_4B50, 4) + usual + Array(part.name.utf8) + packed
        }
        return file + directory + number(0x0605_4B50, 4) + number(0, 4) + number(parts.count, 2) + number(parts.count, 2) + number(directory.count, 4) + number(file.count, 4) + number(0, 2)
    }

    static let body = Array(
        "<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>Dear</w:t></w:r><w:r><w:tab/><w:t xml:space=\"preserve\"> reader &amp; friend</w:t></w:r></w:p><w:p><w:r><w:t>Second &#x263A;</w:t></w:r></w:p></w:body></w:document>"
            .utf8)

    static let docx = zip([("[Content_Types].xml", Array("<Types/>".utf8), nil), ("word/document.xml", body, nil), ("word/footer1.xml", Array("<w:ftr><w:p><w:r><w:t>foot</w:t></w:r></w:p></w:ftr>".utf8), nil)])
}
