import Records

let consensusSpeed: [SpeedCase] = []
