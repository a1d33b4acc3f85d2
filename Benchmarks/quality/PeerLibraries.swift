import Foundation
import Records

/// Other people's libraries in an environment of their own, and what they take for the input of a case.
struct PeerLibraries {
    private let python: String
    private let program = "Benchmarks/peers/peers.py"

    init() throws {
        python = ProcessInfo.processInfo.environment["PEERS_PYTHON"] ?? ".venv-peers/bin/python"
        guard FileManager.default.isExecutableFile(atPath: python), FileManager.default.fileExists(atPath: program) else {
            throw Mistake("the peers are not installed (no `\(python)` here): python3 -m venv .venv-peers && .venv-peers/bin/pip install -r Benchmarks/peers/requirements.txt")
        }
    }

    /// Draws the input again into a folder of its own, which is gone afterwards, and measures the peer on it.
    func figures(of name: String) throws -> JSONObject {
        let folder = NSTemporaryDirectory() + "quality-\(ProcessInfo.processInfo.processIdentifier)-\(name)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try Quality.run(["--input", name, folder])
        guard case .object(let figures) = try JSONParser.parse(try Quality.run([program, name, folder], program: python)) else {
            throw Mistake("the peer of `\(name)` printed no figures")
        }
        return figures
    }
}
