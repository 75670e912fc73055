"""What tests of free queries share: a firm that supplies another."""

import pytest


@pytest.fixture(scope="module")
def one_firm(neo4j):
    with neo4j.driver.session(database=neo4j.database) as session:
        session.run(
            "CREATE (:Liantu:Firm {uid: 'a', name: '甲厂'})-[:SUPPLIES {key: 'k'}]->(:Liantu:Firm {uid: 'b'})"
        ).consume()
