"""TOML files that users write: read with a limit, checked against a schema, every fault with its line and a way out.

before  [[name]]                       after  memo.corrections.toml:3: unknown key “kin” (did you mean “kind”?)
        text = "Great Plain"
        kin = "place"
"""
