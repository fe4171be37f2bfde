#!/bin/bash
set -euo pipefail
EHRBASE_URL="${EHRBASE_URL:-https://ehr.medzenhealth.app/ehrbase}"
echo "== Appointment data"
curl --fail --silent "${EHRBASE_URL}/rest/status"
echo "All tests PASS"
