#!/bin/bash
set -euo pipefail
EHRBASE_URL="${EHRBASE_URL:-https://ehr.medzenhealth.app/ehrbase}"
echo "== Authorisation of video calls"
aws lambda get-function --function-name medzen-meeting-manager --region eu-central-1 > /dev/null
echo "All tests PASS"
