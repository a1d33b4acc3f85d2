/// Cases of one label of many votes.
let consensusCases: [ParityCase] = []
