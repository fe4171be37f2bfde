/** The plan as data: overview, parameters, risks, criteria, messages, contacts, costs, findings. */
@NullMarked
package app.medzenhealth.cutover.ui.plan;

import org.jspecify.annotations.NullMarked;
