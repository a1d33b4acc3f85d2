import Records
import Workflows

/// One loss of a conversion or a shipment: "3 adapted: `coco.rotated-as-polygon`, such as a.jpg".
enum LossLine {
    static func words(_ loss: JSONValue) -> String {
        words(loss["count"]?.int ?? 0, loss["kind"]?.string ?? "", loss["code"]?.string ?? "", loss["examples"]?[0]?.string)
    }

    static func words(_ loss: ConvertLoss) -> String { words(Int64(loss.count), loss.kind.rawValue, loss.code, loss.examples.first) }

    private static func words(_ count: Int64, _ kind: String, _ code: String, _ example: String?) -> String {
        "\(count) \(kind): `\(code)`" + (example.map { ", such as \(Terminal.line($0, limit: 120))" } ?? "")
    }
}
