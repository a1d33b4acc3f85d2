import Foundation

// The text steps on one core, in processor seconds, so that other work on the machine does not count.
//
//     texts [--documents N] [--words N] [PART...]     a JSON line per part; all parts when none is named
//     texts language --profiles FILE [--samples TSV]  language identification, and how often it is right

let documents = DrawnDocuments(count: request.number(after: "--documents", 50_000), words: request.number(after: "--words", 60))
let chosen = TextParts.all.filter { request.arguments.contains($0.name) }
for part in chosen.isEmpty ? TextParts.all : chosen { part.run(documents) }
