"""One run of uk_address_matcher, in its own environment: prepares a gazetteer, or matches a list against a prepared one.

address_peer.py prepare GAZETTEER.csv FOLDER
address_peer.py match FOLDER LIST.csv OUT.csv default|staged

`default` is AddressMatcher as it comes: exact, then Splink, which keeps all but the weakest pairs (match weight -20, distinguishability 0).
`staged` is the example of its own get-started page: exact, peeled, trigram, then Splink at match weight 20 and distinguishability 5.
The last line of the output is JSON: seconds without Python's start and the imports.
"""
import json
import sys
import time

import duckdb
import uk_address_matcher as peer

READ = "SELECT unique_id, address_concat, nullif(postcode, '') AS postcode FROM read_csv(?, header = true, all_varchar = true)"


def table_of(con, name, path):
    con.execute(f"CREATE TABLE {name} AS {READ}", [path])
    return con.table(name)


def stages_of(setting):
    if setting == "default":
        return None
    return [peer.ExactMatchStage(), peer.PeeledAddressStage(), peer.UniqueTrigramStage(),
            peer.SplinkStage(final_match_weight_threshold=20.0, final_distinguishability_threshold=5.0)]


def prepare(gazetteer, folder):
    con = duckdb.connect()
    peer.prepare_canonical_folder(table_of(con, "gazetteer", gazetteer), folder, con=con, overwrite=True, show_progress="off")


def match(folder, asked, out, setting):
    con = duckdb.connect()
    matcher = peer.AddressMatcher(canonical_addresses=folder, addresses_to_match=table_of(con, "asked", asked), con=con,
                                  stages=stages_of(setting), show_progress="off")
    found = matcher.match().matches()
    columns = "unique_id AS id, resolved_canonical_id AS uprn, match_reason AS reason, match_weight AS weight, distinguishability AS margin"
    con.execute(f"COPY (SELECT {columns} FROM ({found.sql_query()})) TO '{out}' (HEADER)")


begun = time.monotonic()
{"prepare": prepare, "match": match}[sys.argv[1]](*sys.argv[2:])
print(json.dumps({"seconds": round(time.monotonic() - begun, 3), "version": peer.__version__, "duckdb": duckdb.__version__}))
