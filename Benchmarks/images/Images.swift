import Foundation
import Kernels
import Media
import Preparing
import Records

/// Pictures through decoding, checks and hashes, on one core.
///
///     images speed FOLDER [--pictures N]   JSON: pictures per second of processor time, in all and per part
///     images measure FILE...               a JSON line per file: what was measured, for comparison with other tools
///     images check FILE...                 JSON: findings and copies of the set
@main
struct Images {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        switch arguments.first {
        case "speed": try speed(Array(arguments.dropFirst()))
        case "measure": try measure(Array(arguments.dropFirst()))
        case "check": try check(Array(arguments.dropFirst()))
        default:
            FileHandle.standardError.write(Data("usage: images speed FOLDER [--pictures N] | images measure FILE... | images check FILE...\n".utf8))
            exit(2)
        }
    }

    static func measure(_ paths: [String]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for path in paths {
            var line = MeasuredFile(path: path)
            do throws(ImageError) {
                let picture = try ImageDecoder.decode(bytes(path), named: path)
                line.measurements = ImageChecks.measure(picture)
                line.pixels = String(Hash64.of(picture.raster.pixels), radix: 16)
            } catch {
                line.error = error.code
            }
            FileHandle.standardOutput.write(try encoder.encode(line) + Data("\n".utf8))
        }
    }

    /// Items are numbered in the order of the arguments.
    static func check(_ paths: [String]) throws {
        var duplicates = ImageDuplicates()
        let images = paths.enumerated().map { place, path in
            let id = ItemID(raw: Int64(place))
            do throws(ImageError) {
                let bytes = bytes(path)
                let measured = ImageChecks.measure(try ImageDecoder.decode(bytes, named: path, ImageChecks.decoding))
                duplicates.add(id, bytesHash: String(Hash64.of(bytes), radix: 16), measured)
                return CheckedImage(id: id, key: path, reading: .measured(measured))
            } catch {
                return CheckedImage(id: id, key: path, reading: .unreadable(error))
            }
        }
        let found = CheckedSet(report: ImageChecks.report(images), copies: duplicates.result().groups.map { group in
            CheckedSet.Copies(kind: group.kind.rawValue, spread: group.spread, files: group.members.map { paths[Int($0.raw)] })
        })
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        FileHandle.standardOutput.write(try encoder.encode(found) + Data("\n".utf8))
    }

    static func bytes(_ path: String) -> [UInt8] {
        (FileManager.default.contents(atPath: path)).map { [UInt8]($0) } ?? []
    }
}

/// One line of `images measure`.
struct MeasuredFile: Codable {
    var path: String
    var measurements: ImageMeasurements?
    var pixels: String?
    var error: String?
}

/// What `images check` prints.
struct CheckedSet: Codable {
    struct Copies: Codable {
        var kind: String
        var spread: Int
        var files: [String]
    }

    var report: ImageCheckReport
    var copies: [Copies]
}
