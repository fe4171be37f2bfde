/** Names that AWS and people write in more than one way, each as a type that is equal exactly where the same thing is meant. */
@NullMarked
package app.medzenhealth.cutover.aws.name;

import org.jspecify.annotations.NullMarked;
