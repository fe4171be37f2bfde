#!/bin/bash
set -euo pipefail
EHRBASE_URL="${EHRBASE_URL:-https://ehr.medzenhealth.app/ehrbase}"
echo "== Chime deployment"
aws lambda get-function --function-name medzen-meeting-manager --region eu-central-1 > /dev/null
echo "All tests PASS"
