#!/bin/bash
set -euo pipefail
REGION="$1"
echo "Deploying EHRbase to ${REGION}"
