import Foundation
import Records
import Testing

@testable import Workflows

/// 364 photographs of blood cells, all much alike, with one true pair of near copies (two shots of one field).
@Suite("Preparing real photographs")
struct RealPicturesTests {
    private static let dataset: String? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardizedFileURL
        let shared = ProcessInfo.processInfo.environment["WINNOW_SHARED"].map { URL(fileURLWithPath: $0) } ?? root.deletingLastPathComponent().appendingPathComponent("shared")
        let folder = shared.appendingPathComponent("data/cells-voc/BCCD").path
        guard FileManager.default.fileExists(atPath: folder) else {
            print("SKIPPED (no ../shared): preparing real photographs")
            return nil
        }
        return folder
    }()

    @Test("the one true pair is the only group, stays on one side, and each picture is decoded once")
    func cells() async throws {
        guard let dataset = Self.dataset else { return }
        let gallery = try await Gallery()
        try await gallery.change(
            source: "path: \(dataset), format: voc", labels: "[RBC, WBC, Platelets]",
            more: "splits: {train: 0.8, validation: 0.1, test: 0.1, stratify: cells, seed: 7}")
        try await gallery.collect()
        let report = try await gallery.workflows.perform(try await gallery.workflows.prepare("cells", as: gallery.owner).job).report
        #expect(report["image-checks"]?["seen"] == 364)
        #expect(report["image-checks"]?["unreadable"] == 0)
        #expect(report["image-checks"]?["decoded"] == 364)
        #expect(report["near-duplicates"]?["decoded"] == 0)
        let page = try await gallery.workflows.duplicates(of: "cells", as: gallery.owner)
        #expect(page.groups.map { $0.members.map { ($0.key as NSString).lastPathComponent.prefix(16) } } == [["BloodImage_00037", "BloodImage_00038"]])
        #expect(page.groups.map(\.kind) == [.near])
        #expect(Set(page.groups.flatMap { $0.members.map(\.split) }).count == 1)
        let strata = report["split"]?["sides"]?.array?.first?["strata"]?.object?.members.map(\.key) ?? []
        #expect(strata.contains("Platelets + RBC + WBC"))
        print("364 photographs: \(StepReportWords.line("image-checks", report["image-checks"]?.object ?? [:])); \(StepReportWords.line("near-duplicates", report["near-duplicates"]?.object ?? [:])); \(StepReportWords.line("split", report["split"]?.object ?? [:]))")
    }
}
