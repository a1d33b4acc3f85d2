import Hummingbird
import GRDB
import ArgumentParser
import Yams
import ServiceLifecycle
print("stub")
